/** The one order of entries, the same everywhere, whenever they came. */

import type { Link } from "./body.js";
import { type Bytes, compareBytes } from "./bytes.js";
import { hlcMs } from "./clock.js";

/** What the order needs to know of an entry; `staff` is empty for the device, `at` is UTC seconds. */
export interface Ordered {
  readonly id: Bytes;
  readonly chain: Bytes;
  readonly seq: bigint;
  readonly hlc: bigint;
  readonly at: bigint | null;
  readonly kind: string;
  readonly staff: Bytes;
  readonly refs: readonly Link[];
  readonly flagged: boolean;
}

/** When an entry happened, in milliseconds: what it states, else its stamp. */
export function atMs(entry: Ordered): bigint {
  return entry.at === null ? hlcMs(entry.hlc) : entry.at * 1000n;
}

/** The one order: by (at, hlc, chain, seq, id), after all that is flagged; negative, zero or positive. */
export function compareEntries(a: Ordered, b: Ordered): number {
  return compareFlags(a, b) || compareIntegers(atMs(a), atMs(b)) || compareRecorded(a, b);
}

/** The order of recording: by (hlc, chain, seq, id), after all that is flagged. */
export function compareRecorded(a: Ordered, b: Ordered): number {
  return (
    compareFlags(a, b) ||
    compareIntegers(a.hlc, b.hlc) ||
    compareBytes(a.chain, b.chain) ||
    compareIntegers(a.seq, b.seq) ||
    compareBytes(a.id, b.id)
  );
}

/** Flagged entries go first, so that none of them outranks one that is not. */
function compareFlags(a: Ordered, b: Ordered): number {
  return Number(b.flagged) - Number(a.flagged);
}

function compareIntegers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
