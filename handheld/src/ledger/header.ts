/** The header of an entry: the nine values that everyone may read, its id, and what its seal is bound to. */

import { allZero, type Bytes, concat, sameBytes } from "./bytes.js";
import { genesis } from "./chain.js";
import { decode, encode } from "./encoding.js";
import { H, label } from "./hash.js";
import { bstr, list, refuse, uint } from "./shape.js";

/** The format's version that this reader folds; headers of another are kept and forwarded. */
export const VERSION = 1n;
/** The longest header, in bytes. */
export const HEADER_MOST = 160;
/** The longest body, in bytes, and the longest that a compressed body may become. */
export const BODY_MOST = 65_536;
/** What a seal adds to the plain: 12 bytes of nonce and 16 of tag. */
export const SEAL_BYTES = 28;
/** Every plain is padded to a multiple of this. */
export const BLOCK = 32;

/** A header; `hlc` is milliseconds UTC shifted left by 16, plus a counter. */
export interface Header {
  readonly v: bigint;
  readonly chain: Bytes;
  readonly seq: bigint;
  readonly prev: Bytes;
  readonly hlc: bigint;
  readonly urgency: bigint;
  readonly keyref: Bytes;
  readonly bodyhash: Bytes;
  readonly bodylen: number;
}

/** Writes a header's bytes. */
export function encodeHeader(h: Header): Bytes {
  return encode([...carried(h), h.bodyhash, h.bodylen]);
}

/**
 * Reads a header's bytes; throws Malformed on anything off.
 * A later version may hold more than nine values; the first nine mean and are bounded as they are here.
 */
export function decodeHeader(data: Uint8Array): Header {
  if (data.length > HEADER_MOST) refuse("header.length", data.length);
  const values = list(decode(data), "header.shape");
  if (values.length < 9) refuse("header.shape", values.length);
  const v = uint(values[0], "header.v");
  if (v < VERSION) refuse("header.v", v);
  if (v === VERSION && values.length > 9) refuse("header.shape", values.length);
  const header: Header = {
    v,
    chain: bstr(values[1], "header.chain", 16),
    seq: uint(values[2], "header.seq", 2n ** 53n - 1n),
    prev: bstr(values[3], "header.prev", 32),
    hlc: uint(values[4], "header.hlc"),
    urgency: uint(values[5], "header.urgency", 1n),
    keyref: bstr(values[6], "header.keyref", 16),
    bodyhash: bstr(values[7], "header.bodyhash", 32),
    bodylen: Number(uint(values[8], "header.bodylen", BigInt(BODY_MOST))),
  };
  if (v === VERSION) checkVersion1(header);
  return header;
}

function checkVersion1(header: Header): void {
  if (header.seq === 0n && !sameBytes(header.prev, genesis(header.chain))) refuse("header.genesis", header.prev);
  const plain = isOpen(header) ? header.bodylen : header.bodylen - SEAL_BYTES;
  if (plain < BLOCK || plain % BLOCK !== 0) refuse("header.bodylen", header.bodylen);
}

/** Whether the body lies open: its keyref is zeros. */
export function isOpen(header: Header): boolean {
  return allZero(header.keyref);
}

/** An entry's id: H("entry", header bytes), 32 bytes. */
export function entryId(header: Uint8Array): Bytes {
  return H("entry", header);
}

/** The additional data that a seal is bound to: all of the header but the body's hash and length. */
export function aad(h: Omit<Header, "bodyhash" | "bodylen">): Bytes {
  return concat(label("aad"), encode(carried(h)));
}

function carried(h: Omit<Header, "bodyhash" | "bodylen">): (bigint | Bytes)[] {
  return [h.v, h.chain, h.seq, h.prev, h.hlc, h.urgency, h.keyref];
}
