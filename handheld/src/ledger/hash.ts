/** The one hash of the ledger: SHA-256, alone or with a domain in front; synchronous, since headers are small. */

import { sha256 as hashed } from "@noble/hashes/sha2.js";
import { type Bytes, concat, utf8 } from "./bytes.js";

/** SHA-256, 32 bytes. */
export function sha256(data: Uint8Array): Bytes {
  return new Uint8Array(hashed(data));
}

/** H(domain, data) = SHA-256("lanyard/" ‖ domain ‖ "/1\0" ‖ data), 32 bytes. */
export function H(domain: string, data: Uint8Array): Bytes {
  return sha256(concat(label(domain), data));
}

/** "lanyard/" ‖ domain ‖ "/1\0": what separates one use of a primitive from another. */
export function label(domain: string): Bytes {
  return utf8(`lanyard/${domain}/1\0`);
}
