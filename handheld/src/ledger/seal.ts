/** Sealing and opening an entry: between the body that was recorded, and the three byte strings that travel. */

import { type Body, decodeBody, encodeBody } from "./body.js";
import { type Bytes, concat } from "./bytes.js";
import { aad, BODY_MOST, encodeHeader, type Header, isOpen, VERSION } from "./header.js";
import { label, sha256 } from "./hash.js";
import { aeadOpen, aeadSeal, type CompKey, keyref } from "./keys.js";
import { Unopened } from "./malformed.js";
import { unwrapPlain, wrapPlain } from "./plain.js";
import { refuse } from "./shape.js";

/** An entry as it travels and is kept. */
export interface Sealed {
  readonly header: Bytes;
  readonly body: Bytes;
  readonly sig: Bytes;
}

/** Where in its chain an entry goes, when, and how urgently it is carried. */
export interface Place {
  readonly chain: Bytes;
  readonly seq: bigint;
  readonly prev: Bytes;
  readonly hlc: bigint;
  readonly urgency: bigint;
}

/**
 * Makes an entry. `key` is null for an open one; `nonce` is 12 fresh random bytes;
 * `sign` gives the device's Ed25519 signature of the bytes it is handed.
 */
export async function seal(
  body: Body,
  place: Place,
  key: CompKey | null,
  nonce: Bytes,
  sign: (message: Bytes) => Promise<Bytes>,
): Promise<Sealed> {
  const plain = wrapPlain(encodeBody(body));
  const start = { v: VERSION, ...place, keyref: key ? keyref(key.comp, key.key) : new Uint8Array(16) };
  const carried = key ? await aeadSeal(key.key, nonce, plain, aad(start)) : plain;
  if (carried.length > BODY_MOST) refuse("header.bodylen", carried.length);
  const header = encodeHeader({ ...start, bodyhash: sha256(carried), bodylen: carried.length });
  return { header, body: carried, sig: await sign(concat(label("sig"), header)) };
}

/**
 * Opens and reads a body. `key` is null for an open body; `dictionary` is preset dictionary 1.
 * Throws Unopened when the key does not open it, Malformed when what opens cannot be read.
 */
export async function openEntry(header: Header, body: Bytes, key: Bytes | null, dictionary: Bytes): Promise<Body> {
  if (isOpen(header)) return decodeBody(unwrapPlain(body, dictionary));
  if (key === null) throw new Unopened("body");
  return decodeBody(unwrapPlain(await aeadOpen(key, body, aad(header), "body"), dictionary));
}
