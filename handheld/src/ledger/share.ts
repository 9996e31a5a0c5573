/** Paper shares: two of three give a secret back. */

import { type Bytes, concat, sameBytes } from "./bytes.js";
import { sha256 } from "./hash.js";
import { Malformed } from "./malformed.js";

const SET = 4;
const CHECK = 4;
const POLYNOMIAL = 0x11b;

/** A share as it stands on paper: its set, its place x on the line, and the value there. */
export interface Share {
  readonly set: Bytes;
  readonly x: number;
  readonly y: Bytes;
}

/** Reads set4 ‖ x u8(1..3) ‖ (s xor a·x) ‖ first 4 bytes of the SHA-256 of all before; throws Malformed. */
export function readShare(data: Bytes): Share {
  const end = data.length - CHECK;
  if (end <= SET + 1) throw new Malformed("share.length", "share", data.length);
  const check = sha256(data.slice(0, end)).slice(0, CHECK);
  if (!sameBytes(check, data.slice(end))) throw new Malformed("share.check", "check", data.slice(end));
  const x = data[SET] ?? 0;
  if (x < 1 || x > 3) throw new Malformed("share.number", "x", x);
  return { set: data.slice(0, SET), x, y: data.slice(SET + 1, end) };
}

/** Joins two shares of one set into the secret; throws Malformed when they do not belong together. */
export function joinShares(a: Share, b: Share): Bytes {
  return valueAt(0, a, b);
}

/** Makes the share that is missing beside two of the three. */
export function thirdShare(a: Share, b: Share): Bytes {
  const x = 1 ^ 2 ^ 3 ^ a.x ^ b.x;
  const start = concat(a.set, Uint8Array.of(x), valueAt(x, a, b));
  return concat(start, sha256(start).slice(0, CHECK));
}

/** The value at x of the line through two shares; minus is xor. */
function valueAt(x: number, a: Share, b: Share): Bytes {
  const oneSet = sameBytes(a.set, b.set) && a.y.length === b.y.length;
  if (!oneSet) throw new Malformed("share.set", "set", concat(a.set, b.set));
  if (a.x === b.x) throw new Malformed("share.same", "x", a.x);
  const run = multiply(a.x ^ x, invert(a.x ^ b.x));
  return a.y.map((ya, i) => ya ^ multiply(ya ^ (b.y[i] ?? 0), run));
}

/** A product in GF(256) modulo 0x11b. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let left = a, right = b; right > 0; right >>= 1) {
    if (right & 1) product ^= left;
    left = left & 0x80 ? (left << 1) ^ POLYNOMIAL : left << 1;
  }
  return product;
}

function invert(a: number): number {
  for (let candidate = 1; candidate < 256; candidate++) if (multiply(a, candidate) === 1) return candidate;
  throw new Malformed("share.same", "x", a);
}
