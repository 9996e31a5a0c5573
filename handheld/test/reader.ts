/** What a reader of a vector file is: from a case's input to the result that the case expects, or a coded refusal. */

import { type Bytes, hex, sameBytes } from "../src/ledger/bytes.js";
import { Malformed } from "../src/ledger/malformed.js";
import type { Json, JsonObject } from "./json.js";

/** Reads a case's input; the result is compared with what the case expects (given too: it may hold a nonce). */
export type Reader = (input: JsonObject, expected: JsonObject) => Json | Promise<Json>;

/** A refusal, for the readers whose function answers no. */
export function refused(code: string): never {
  throw new Malformed(code, code, "no");
}

/** Fails the case when two byte strings differ. */
export function same(a: Bytes, b: Bytes): void {
  if (!sameBytes(a, b)) throw new Error(`${hex(a)} is not ${hex(b)}`);
}
