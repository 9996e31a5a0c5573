/** Proof of a fork: two signed headers of one chain in the same place. */

import { type Bytes, compareBytes, sameBytes } from "./bytes.js";
import { decodeHeader } from "./header.js";
import { refuse } from "./shape.js";
import { verifyHeader } from "./signature.js";

/** A header's bytes and the signature over them. */
export interface Signed {
  readonly header: Bytes;
  readonly sig: Bytes;
}

/** Checks a proof, the lesser header first, and names the place; throws Malformed when it proves nothing. */
export async function checkFork(publicKey: Bytes, a: Signed, b: Signed): Promise<{ chain: Bytes; seq: bigint }> {
  const [one, other] = [decodeHeader(a.header), decodeHeader(b.header)];
  if (sameBytes(a.header, b.header)) refuse("fork.same", a.header);
  if (!sameBytes(one.chain, other.chain) || one.seq !== other.seq) refuse("fork.place", other.seq);
  if (compareBytes(a.header, b.header) > 0) refuse("fork.order", a.header);
  for (const { header, sig } of [a, b]) {
    if (!(await verifyHeader(publicKey, header, sig))) refuse("signature", sig);
  }
  return { chain: one.chain, seq: one.seq };
}
