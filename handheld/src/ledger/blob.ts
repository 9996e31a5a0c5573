/** Blobs: photos, sound and scans, sealed in segments and named by the hash of the sealed file. */

import { type Bytes, concat, u32 } from "./bytes.js";
import { aeadOpen, aeadSeal, hkdf, NONCE } from "./keys.js";
import { Unopened } from "./malformed.js";
import { arrayOf, bstr, type Given, tstr, uint } from "./shape.js";

const SEGMENT = 65_536;
const TAG = 16;
const TYPE_MOST = 200;

/** How an entry names a blob: the sealed file's hash, the salt of its key, the plain size in bytes, the media type. */
export interface BlobField {
  readonly name: Bytes;
  readonly salt: Bytes;
  readonly size: bigint;
  readonly type: string;
}

/** Reads [name, salt16, size, type]. */
export function readBlobField(value: Given): BlobField {
  const [name, salt, size, type] = arrayOf(value, 4, "blob");
  return {
    name: bstr(name, "blob.name", 32),
    salt: bstr(salt, "blob.salt", 16),
    size: uint(size, "blob.size"),
    type: tstr(type, "blob.type", TYPE_MOST),
  };
}

/** Seals a file under the key K of its noun and a fresh salt; its name is the SHA-256 of what comes out. */
export async function sealBlob(plain: Bytes, salt: Bytes, key: Bytes): Promise<Bytes> {
  const own = await hkdf(key, salt, "lanyard/blob/1");
  const parts: Bytes[] = [];
  for (let at = 0, i = 0; i === 0 || at < plain.length; at += SEGMENT, i++) {
    const last = at + SEGMENT >= plain.length;
    const sealed = await aeadSeal(own, nonce(i, last), plain.slice(at, at + SEGMENT), new Uint8Array());
    parts.push(sealed.slice(NONCE));
  }
  return concat(...parts);
}

/** Opens a sealed file under the key K of its noun; throws Unopened when it is cut, changed or another's. */
export async function openBlob(file: Bytes, salt: Bytes, key: Bytes): Promise<Bytes> {
  const own = await hkdf(key, salt, "lanyard/blob/1");
  const parts: Bytes[] = [];
  for (let at = 0, i = 0; i === 0 || at < file.length; at += SEGMENT + TAG, i++) {
    const last = at + SEGMENT + TAG >= file.length;
    const segment = concat(nonce(i, last), file.slice(at, at + SEGMENT + TAG));
    const part = await aeadOpen(own, segment, new Uint8Array(), "blob");
    if (part.length === 0 && i > 0) throw new Unopened("blob: an empty segment after others");
    parts.push(part);
  }
  return concat(...parts);
}

/** 0^7 ‖ i u32 ‖ last u8; it is known from the place, and so does not travel. */
function nonce(i: number, last: boolean): Bytes {
  return concat(new Uint8Array(7), u32(i), Uint8Array.of(last ? 1 : 0));
}
