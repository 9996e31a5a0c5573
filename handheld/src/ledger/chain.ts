/** The names of chains: one device's unbroken line of entries, from its first on. */

import type { Bytes } from "./bytes.js";
import { encode } from "./encoding.js";
import { H } from "./hash.js";

/** H("chain", CBOR[1, public key, epoch, root])[:16]; another epoch or another root is another chain. */
export function chainOf(publicKey: Bytes, epoch: Bytes, root: Bytes): Bytes {
  return H("chain", encode([1, publicKey, epoch, root])).slice(0, 16);
}

/** What stands as `prev` of a chain's first entry: H("genesis", chain). */
export function genesis(chain: Bytes): Bytes {
  return H("genesis", chain);
}
