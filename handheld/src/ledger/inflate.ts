/**
 * Raw deflate (RFC 1951) read strictly: a preset dictionary, a bound on the output, and the exact end of the stream.
 *
 * Own code, since no inflater that runs in browsers does all three; it accepts what zlib accepts, and a test compares.
 */

import type { Bytes } from "./bytes.js";
import { Malformed } from "./malformed.js";

const CODE_BITS_MOST = 15;
const WINDOW = 32_768;
const END_OF_BLOCK = 256;
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;
const LENGTHS: readonly Step[] = [...ladder(3, 28, 4), { base: 258, extra: 0 }];
const DISTANCES = ladder(1, 30, 2);

/** What a symbol of length or distance stands for: a base, and how many further bits to add. */
interface Step {
  readonly base: number;
  readonly extra: number;
}

/** A canonical Huffman code: how many codes there are of each length, and the symbols in order. */
interface Code {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

/**
 * Inflates a stream that fills `data` exactly.
 * Throws Malformed when it is broken, ends early or late, or gives more than `most` bytes.
 */
export function inflate(data: Uint8Array, dictionary: Uint8Array, most: number): Bytes {
  const stream = new Stream(data, dictionary.subarray(-WINDOW), most);
  while (!stream.block());
  if (stream.at !== data.length) throw new Malformed("plain.deflate", "end", stream.at);
  return stream.output();
}

class Stream {
  at = 0;
  private held = 0;
  private heldBits = 0;
  private written: number;
  private readonly out: Uint8Array<ArrayBuffer>;
  private readonly start: number;
  private readonly data: Uint8Array;

  constructor(data: Uint8Array, dictionary: Uint8Array, most: number) {
    this.data = data;
    this.start = dictionary.length;
    this.written = this.start;
    this.out = new Uint8Array(this.start + most);
    this.out.set(dictionary);
  }

  output(): Bytes {
    return this.out.slice(this.start, this.written);
  }

  /** Reads one block; true when it was the last. */
  block(): boolean {
    const last = this.bits(1) === 1;
    const type = this.bits(2);
    if (type === 0) this.stored();
    else if (type === 1) this.coded(FIXED_LENGTHS, FIXED_DISTANCES);
    else if (type === 2) this.coded(...this.codes());
    else throw new Malformed("plain.deflate", "block", type);
    return last;
  }

  private bits(wanted: number): number {
    while (this.heldBits < wanted) {
      this.held |= this.byte() << this.heldBits;
      this.heldBits += 8;
    }
    const value = this.held & ((1 << wanted) - 1);
    this.held >>>= wanted;
    this.heldBits -= wanted;
    return value;
  }

  private byte(): number {
    const byte = this.data[this.at++];
    if (byte === undefined) throw new Malformed("plain.deflate", "truncated", this.data.length);
    return byte;
  }

  private write(byte: number): void {
    if (this.written === this.out.length) throw new Malformed("plain.size", "inflated", this.written - this.start);
    this.out[this.written++] = byte;
  }

  private stored(): void {
    this.held = this.heldBits = 0;
    const length = this.byte() | (this.byte() << 8);
    const inverse = this.byte() | (this.byte() << 8);
    if ((length ^ inverse) !== 0xffff) throw new Malformed("plain.deflate", "stored", length);
    for (let i = 0; i < length; i++) this.write(this.byte());
  }

  private symbol(code: Code): number {
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= CODE_BITS_MOST; length++) {
      value |= this.bits(1);
      const count = code.counts[length] ?? 0;
      const symbol = code.symbols[index + value - first];
      if (value - first < count && symbol !== undefined) return symbol;
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new Malformed("plain.deflate", "symbol", value);
  }

  private coded(lengths: Code, distances: Code): void {
    for (;;) {
      const symbol = this.symbol(lengths);
      if (symbol === END_OF_BLOCK) return;
      if (symbol < END_OF_BLOCK) this.write(symbol);
      else this.copy(this.step(LENGTHS, symbol - END_OF_BLOCK - 1), this.step(DISTANCES, this.symbol(distances)));
    }
  }

  private step(steps: readonly Step[], symbol: number): number {
    const step = steps[symbol];
    if (step === undefined) throw new Malformed("plain.deflate", "symbol", symbol);
    return step.base + this.bits(step.extra);
  }

  private copy(length: number, distance: number): void {
    if (distance > this.written) throw new Malformed("plain.deflate", "distance", distance);
    for (let i = 0; i < length; i++) this.write(this.out[this.written - distance] ?? 0);
  }

  /** Reads the two codes of a block that brings its own. */
  private codes(): [Code, Code] {
    const lengthCount = this.bits(5) + 257;
    const distanceCount = this.bits(5) + 1;
    const orderCount = this.bits(4) + 4;
    if (lengthCount > 286 || distanceCount > 30) throw new Malformed("plain.deflate", "codes", lengthCount);
    const orderLengths = new Array<number>(ORDER.length).fill(0);
    for (const place of ORDER.slice(0, orderCount)) orderLengths[place] = this.bits(3);
    const all = this.codeLengths(huffman(orderLengths, false), lengthCount + distanceCount);
    if (all[END_OF_BLOCK] === 0) throw new Malformed("plain.deflate", "codes", "no end of block");
    return [huffman(all.slice(0, lengthCount), true), huffman(all.slice(lengthCount), true)];
  }

  private codeLengths(code: Code, total: number): number[] {
    const lengths: number[] = [];
    while (lengths.length < total) {
      const symbol = this.symbol(code);
      if (symbol < 16) lengths.push(symbol);
      else lengths.push(...this.repeated(symbol, lengths.at(-1)));
    }
    if (lengths.length > total) throw new Malformed("plain.deflate", "codes", lengths.length);
    return lengths;
  }

  private repeated(symbol: number, previous: number | undefined): number[] {
    if (symbol === 17) return new Array<number>(3 + this.bits(3)).fill(0);
    if (symbol === 18) return new Array<number>(11 + this.bits(7)).fill(0);
    if (previous === undefined) throw new Malformed("plain.deflate", "codes", "nothing to repeat");
    return new Array<number>(3 + this.bits(2)).fill(previous);
  }
}

/** Makes a code from the length of each symbol; one with unused room passes only as a single code of one bit. */
function huffman(lengths: readonly number[], mayBeSingle: boolean): Code {
  const counts = new Array<number>(CODE_BITS_MOST + 1).fill(0);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  const used = lengths.length - (counts[0] ?? 0);
  let room = 1;
  for (const count of counts.slice(1)) {
    room = room * 2 - count;
    if (room < 0) throw new Malformed("plain.deflate", "codes", "too many");
  }
  const single = used === 1 && counts[1] === 1;
  if (used > 0 && room > 0 && !(mayBeSingle && single)) throw new Malformed("plain.deflate", "codes", "too few");
  const symbols = lengths.map((_, symbol) => symbol).filter((symbol) => lengths[symbol] !== 0);
  symbols.sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  return { counts: counts.with(0, 0), symbols };
}

/** Steps whose extra bits grow by one after every `group` of them. */
function ladder(first: number, count: number, group: number): readonly Step[] {
  const steps: Step[] = [];
  let base = first;
  for (let i = 0; i < count; i++) {
    const extra = Math.max(0, Math.floor(i / group) - 1);
    steps.push({ base, extra });
    base += 1 << extra;
  }
  return steps;
}

const FIXED_LENGTHS = huffman(
  Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
  false,
);
const FIXED_DISTANCES = huffman(new Array<number>(32).fill(5), false);
