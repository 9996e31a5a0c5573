/** The ledger's strict CBOR (RFC 8949, section 4.2.1): one accepted encoding a value, no float, tag or undefined. */

import { type Bytes, compareBytes, concat, sameBytes, textOf, utf8 } from "./bytes.js";
import { Malformed } from "./malformed.js";

/** What the ledger's CBOR can hold; integers outside JavaScript's safe range are bigints. */
export type Value = number | bigint | string | boolean | null | Bytes | readonly Value[] | ValueMap;
/** A CBOR map: its keys are texts. */
export type ValueMap = ReadonlyMap<string, Value>;

/** The deepest container; the outermost is depth 1. */
export const DEEPEST = 6;

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;
const UINT = 0;
const NEGATIVE = 1;
const BSTR = 2;
const TSTR = 3;
const ARRAY = 4;
const MAP = 5;

/** Writes a value in its one accepted encoding; throws Malformed on what the ledger does not hold. */
export function encode(value: Value): Bytes {
  return write(value, 0);
}

/**
 * Reads one value from exactly these bytes.
 * Throws Malformed when they are not one whole value, hold a float, tag or undefined, are deeper than 6,
 * or differ from the value's one accepted encoding.
 */
export function decode(data: Uint8Array): Value {
  const reader = new Reader(data);
  const value = reader.value(0);
  if (reader.at !== data.length) throw new Malformed("encoding", "trailing", data.length - reader.at);
  if (!sameBytes(encode(value), data)) throw new Malformed("encoding", "not-canonical", data);
  return value;
}

function write(value: Value, depth: number): Bytes {
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === "boolean") return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (typeof value === "number" || typeof value === "bigint") return writeInteger(value);
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new Malformed("encoding", "text", value);
    const text = utf8(value);
    return concat(head(TSTR, BigInt(text.length)), text);
  }
  if (value instanceof Uint8Array) return concat(head(BSTR, BigInt(value.length)), value);
  if (depth === DEEPEST) throw new Malformed("encoding", "depth", depth + 1);
  if (value instanceof Map) return writeMap(value as ValueMap, depth);
  const items = value as readonly Value[];
  return concat(head(ARRAY, BigInt(items.length)), ...items.map((item) => write(item, depth + 1)));
}

function writeInteger(value: number | bigint): Bytes {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Malformed("encoding", "float", value);
  const integer = BigInt(value);
  if (integer < LEAST || integer > MOST) throw new Malformed("encoding", "integer", integer);
  return integer < 0n ? head(NEGATIVE, -1n - integer) : head(UINT, integer);
}

function writeMap(map: ValueMap, depth: number): Bytes {
  const pairs = Array.from(map, ([key, value]) => [write(key, depth + 1), write(value, depth + 1)] as const);
  pairs.sort(([a], [b]) => compareBytes(a, b));
  return concat(head(MAP, BigInt(pairs.length)), ...pairs.flat());
}

/** The shortest head of a major type and its argument. */
function head(major: number, argument: bigint): Bytes {
  if (argument < 24n) return Uint8Array.of((major << 5) | Number(argument));
  const size = argument < 2n ** 8n ? 0 : argument < 2n ** 16n ? 1 : argument < 2n ** 32n ? 2 : 3;
  const bytes = new Uint8Array(1 + (1 << size));
  bytes[0] = (major << 5) | (24 + size);
  for (let i = bytes.length - 1, rest = argument; i > 0; i--, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

/** Reads values one after another from a byte string. */
class Reader {
  at = 0;
  readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  value(depth: number): Value {
    const initial = this.take(1)[0] ?? 0;
    const major = initial >> 5;
    if (major === 7) return simple(initial);
    if (major === 6) throw new Malformed("encoding", "tag", initial);
    const argument = this.argument(initial & 31);
    if (major === UINT) return integer(argument);
    if (major === NEGATIVE) return integer(-1n - argument);
    if (major === BSTR) return new Uint8Array(this.take(argument));
    if (major === TSTR) return this.text(argument);
    if (depth === DEEPEST) throw new Malformed("encoding", "depth", depth + 1);
    return major === ARRAY ? this.array(argument, depth + 1) : this.map(argument, depth + 1);
  }

  private take(wanted: number | bigint): Uint8Array {
    const left = this.data.length - this.at;
    if (BigInt(wanted) > BigInt(left)) throw new Malformed("encoding", "truncated", left);
    const taken = this.data.subarray(this.at, this.at + Number(wanted));
    this.at += taken.length;
    return taken;
  }

  private argument(info: number): bigint {
    if (info < 24) return BigInt(info);
    if (info > 27) throw new Malformed("encoding", "indefinite", info);
    return this.take(1 << (info - 24)).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }

  private text(length: bigint): string {
    const bytes = this.take(length);
    try {
      return textOf(bytes);
    } catch {
      throw new Malformed("encoding", "text", bytes);
    }
  }

  private array(length: bigint, depth: number): Value[] {
    const items: Value[] = [];
    while (BigInt(items.length) < length) items.push(this.value(depth));
    return items;
  }

  private map(length: bigint, depth: number): ValueMap {
    const map = new Map<string, Value>();
    for (let i = 0n; i < length; i++) {
      const key = this.value(depth);
      if (typeof key !== "string") throw new Malformed("encoding", "key", key);
      if (map.has(key)) throw new Malformed("encoding", "key", key);
      map.set(key, this.value(depth));
    }
    return map;
  }
}

function simple(initial: number): boolean | null {
  if (initial === 0xf4) return false;
  if (initial === 0xf5) return true;
  if (initial === 0xf6) return null;
  const isFloat = initial >= 0xf9 && initial <= 0xfb;
  throw new Malformed("encoding", isFloat ? "float" : "simple", initial);
}

function integer(value: bigint): number | bigint {
  if (value < LEAST || value > MOST) throw new Malformed("encoding", "integer", value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
