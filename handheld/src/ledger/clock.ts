/** The hybrid logical clock: UTC milliseconds and a counter in one integer that never runs backwards. */

const COUNTER_BITS = 16n;

/** How far ahead of one's own clock a stamp may lie and still drag it along. */
export const AHEAD_MOST_MS = 15n * 60n * 1000n;

/** A device's clock; the time of day is always an argument. */
export class HybridClock {
  private last: bigint;

  constructor(last = 0n) {
    this.last = last;
  }

  /** The stamp of an entry made now: later than every stamp given or witnessed before. */
  stamp(nowMs: bigint): bigint {
    const now = nowMs << COUNTER_BITS;
    this.last = now > this.last ? now : this.last + 1n;
    return this.last;
  }

  /** Takes note of a stamp from elsewhere; false when it is too far ahead to drag the clock along. */
  witness(hlc: bigint, nowMs: bigint): boolean {
    if (hlcMs(hlc) > nowMs + AHEAD_MOST_MS) return false;
    if (hlc > this.last) this.last = hlc;
    return true;
  }
}

/** The milliseconds UTC of a stamp. */
export function hlcMs(hlc: bigint): bigint {
  return hlc >> COUNTER_BITS;
}
