/** Inflating, compared with zlib: what it accepts is accepted with the same result, what it refuses is refused. */

import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../src/ledger/bytes.js";
import { inflate } from "../src/ledger/inflate.js";
import { Malformed } from "../src/ledger/malformed.js";

const MOST = 65_536;
const LISTED = "tag travel_group came_on medic_now vehicle_counted women men girls boys infants ";
const DICTIONARY = utf8(LISTED.repeat(500)).slice(-32_768);
const words = fc.array(fc.constantFrom("tag", "girls", "boys", "\0\0\0", "medic_now ", "x", "ß"), { maxLength: 400 });
const plain = fc.oneof(words.map((list) => utf8(list.join(""))), fc.uint8Array({ maxLength: 2_000 }));
const options = fc.record({ level: fc.nat(9), strategy: fc.nat(4) });

/** What zlib makes of a stream: hex, or null for a refusal; bytes after the end are a refusal too. */
function byZlib(data: Uint8Array): string | null {
  try {
    const { buffer, engine } = inflateRawSync(data, { dictionary: DICTIONARY, maxOutputLength: MOST, info: true }) as
      unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
    return engine.bytesWritten === data.length ? hex(buffer) : null;
  } catch {
    return null;
  }
}

function byOurs(data: Uint8Array): string | null {
  try {
    return hex(inflate(data, DICTIONARY, MOST));
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

describe("inflate", () => {
  it("refuses a stream that is cut, or has a byte after its end", () => {
    const whole = deflateRawSync(utf8("boys girls"), { dictionary: DICTIONARY });
    for (let length = 0; length < whole.length; length++) expect(byOurs(whole.subarray(0, length))).toBeNull();
    expect(byOurs(Buffer.concat([whole, Buffer.of(0)]))).toBeNull();
  });

  it("refuses more than the bound and gives exactly the bound", () => {
    expect(byOurs(deflateRawSync(new Uint8Array(MOST + 1)))).toBeNull();
    expect(byOurs(deflateRawSync(new Uint8Array(MOST)))).toBe("00".repeat(MOST));
  });

  it("gives what was deflated, at every level and strategy, with and without the dictionary", () => {
    const run = fc.property(plain, options, fc.boolean(), (data, how, primed) => {
      const deflated = deflateRawSync(data, primed ? { ...how, dictionary: DICTIONARY } : how);
      expect(byOurs(deflated)).toBe(hex(data));
    });
    fc.assert(run, { numRuns: 300 });
  });

  it("agrees with zlib on streams that were changed, and on noise", () => {
    const changed = fc.tuple(plain, options, fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 3 })).map(
      ([data, how, changes]) => {
        const stream = deflateRawSync(data, { ...how, dictionary: DICTIONARY });
        for (const [place, byte] of changes) if (place < stream.length) stream[place] = byte;
        return stream;
      },
    );
    const noise = fc.uint8Array({ maxLength: 60 }).map((data) => Buffer.from(data));
    const run = fc.property(fc.oneof(changed, noise), (data) => {
      expect(byOurs(data)).toBe(byZlib(data));
    });
    fc.assert(run, { numRuns: 1_500 });
  });
});
