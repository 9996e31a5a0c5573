/** The plain of an entry: its body's CBOR, perhaps compressed, and padded so that a size tells little. */

import { allZero, type Bytes } from "./bytes.js";
import { BLOCK, BODY_MOST } from "./header.js";
import { inflate } from "./inflate.js";
import { Malformed } from "./malformed.js";

const AS_IT_IS = 0;
const DICTIONARY_1 = 1;
const HEAD = 3;

/** Puts a body's CBOR into a plain as it is (codec 0); throws Malformed when it is too long for one. */
export function wrapPlain(cbor: Uint8Array): Bytes {
  const plain = new Uint8Array(Math.ceil((HEAD + cbor.length) / BLOCK) * BLOCK);
  if (plain.length > BODY_MOST) throw new Malformed("plain.size", "cbor", cbor.length);
  new DataView(plain.buffer).setUint16(1, cbor.length);
  plain.set(cbor, HEAD);
  return plain;
}

/**
 * Takes the body's CBOR out of a plain: codec u8 ‖ len u16 ‖ data[len] ‖ zeros to the next 32 bytes.
 * `dictionary` is preset dictionary 1. Throws Malformed on anything off.
 */
export function unwrapPlain(plain: Uint8Array, dictionary: Uint8Array): Bytes {
  if (plain.length < BLOCK || plain.length > BODY_MOST || plain.length % BLOCK !== 0) {
    throw new Malformed("plain.length", "plain", plain.length);
  }
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const end = HEAD + view.getUint16(1);
  if (end > plain.length || plain.length - end >= BLOCK) throw new Malformed("plain.length", "len", end - HEAD);
  if (!allZero(plain.subarray(end))) throw new Malformed("plain.padding", "pad", plain.subarray(end));
  const data = plain.subarray(HEAD, end);
  const codec = view.getUint8(0);
  if (codec === AS_IT_IS) return new Uint8Array(data);
  if (codec === DICTIONARY_1) return inflate(data, dictionary, BODY_MOST);
  throw new Malformed("plain.codec", "codec", codec);
}
