/** Order and standing by themselves: the same answer from any shuffle, and nothing vanishes. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Link } from "../src/ledger/body.js";
import { type Bytes, hex, utf8 } from "../src/ledger/bytes.js";
import { sha256 } from "../src/ledger/hash.js";
import { compareEntries, type Ordered } from "../src/ledger/order.js";
import { standing } from "../src/ledger/standing.js";

function id(name: string): Bytes {
  return sha256(utf8(name));
}

interface Told {
  name: string;
  hour: number;
  kind?: string;
  at?: number;
  staff?: string;
  refs?: [Link["how"], string][];
  flagged?: boolean;
}

/** An entry of a story, recorded at an hour by one of the staff. */
function told({ name, hour, kind = "placed", at, staff = "a", refs = [], flagged = false }: Told): Ordered {
  return {
    id: id(name),
    chain: new Uint8Array(16),
    seq: BigInt(hour),
    hlc: BigInt(hour * 3_600_000) << 16n,
    at: at === undefined ? null : BigInt(at * 3_600),
    kind,
    staff: staff === "" ? new Uint8Array() : id(staff).slice(0, 16),
    refs: refs.map(([how, target]) => ({ how, entry: id(target) })),
    flagged,
  };
}

function inError(name: string, hour: number, target: string, staff: string): Ordered {
  return told({ name, hour, kind: "recorded_in_error", staff, refs: [["in_error", target]] });
}

/** The names of those that stand, in order; the sayings of errors are left aside. */
function names(entries: readonly Ordered[], called: readonly string[]): string[] {
  const byId = new Map(called.map((name) => [hex(id(name)), name]));
  return standing(entries)
    .stand.map(({ entry }) => byId.get(hex(entry.id)))
    .filter((name) => name !== undefined);
}

describe("errors", () => {
  const [a, b] = [told({ name: "a", hour: 1 }), told({ name: "b", hour: 2 })];

  it("do not act on the word of one person, said twice, or of a device", () => {
    const once = inError("x", 3, "a", "one");
    expect(names([a, b, once, inError("y", 4, "a", "one"), inError("z", 5, "a", "")], ["a", "b"])).toEqual(["a", "b"]);
  });

  it("act on the word of two, and are taken back by two", () => {
    const said = [inError("x", 3, "a", "one"), inError("y", 4, "a", "two")];
    expect(names([a, b, ...said], ["a", "b"])).toEqual(["b"]);
    const back = [inError("v", 5, "y", "one"), inError("w", 6, "y", "three")];
    expect(names([a, b, ...said, ...back], ["a", "b"])).toEqual(["a", "b"]);
  });

  it("of a correction let its target stand again", () => {
    const right = told({ name: "c", hour: 3, refs: [["corrects", "a"]] });
    const said = [inError("x", 4, "c", "one"), inError("y", 5, "c", "two")];
    expect(names([a, b, right], ["a", "b", "c"])).toEqual(["c", "b"]);
    expect(names([a, b, right, ...said], ["a", "b", "c"])).toEqual(["a", "b"]);
  });
});

describe("corrections", () => {
  const [a, b] = [told({ name: "a", hour: 1 }), told({ name: "b", hour: 2 })];

  it("take their target's place, unless they say when", () => {
    const refs: Told["refs"] = [["corrects", "a"]];
    expect(names([a, b, told({ name: "c", hour: 3, refs })], ["a", "b", "c"])).toEqual(["c", "b"]);
    expect(names([a, b, told({ name: "c", hour: 3, at: 4, refs })], ["a", "b", "c"])).toEqual(["b", "c"]);
  });

  it("of another kind change nothing, and of an absent entry stand by themselves", () => {
    const other = told({ name: "c", hour: 3, kind: "boarded", refs: [["corrects", "a"]] });
    const absent = told({ name: "d", hour: 4, refs: [["corrects", "nobody"]] });
    expect(names([a, b, other, absent], ["a", "b", "c", "d"])).toEqual(["a", "b", "c", "d"]);
  });

  it("that run in a ring do not act", () => {
    const ring = [
      told({ name: "c", hour: 3, refs: [["corrects", "d"]] }),
      told({ name: "d", hour: 4, refs: [["corrects", "c"]] }),
      told({ name: "e", hour: 5, refs: [["corrects", "e"]] }),
    ];
    expect(names(ring, ["c", "d", "e"])).toEqual(["c", "d", "e"]);
  });
});

describe("order", () => {
  it("lets no flagged stamp outrank one that is not", () => {
    const later = told({ name: "later", hour: 99, flagged: true });
    const first = told({ name: "a", hour: 1 });
    expect([first, later].toSorted(compareEntries)).toEqual([later, first]);
  });

  it("and standing are the same from any shuffle, with any repeats", () => {
    const name = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const link = fc.tuple(fc.constantFrom<Link["how"]>("corrects", "in_error", "mentions"), name);
    const story = fc.record({
      hour: fc.nat(5),
      kind: fc.constantFrom("placed", "placed", "recorded_in_error"),
      staff: fc.constantFrom("", "one", "two"),
      refs: fc.array(link, { maxLength: 2 }),
      flagged: fc.boolean(),
    });
    const stories = ["a", "b", "c", "d", "e", "f"].map((one) => story.map((rest) => told({ name: one, ...rest })));
    const shuffles = fc.tuple(...stories).chain((all) => {
      return fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 12 }));
    });
    fc.assert(
      fc.property(shuffles, ([all, shuffled]) => {
        expect(standing(shuffled)).toEqual(standing(all));
      }),
      { numRuns: 300 },
    );
  });
});
