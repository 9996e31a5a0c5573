/** The codec by itself: against another library, and on bytes that nobody wrote. */

import * as cborg from "cborg";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameBytes } from "../src/ledger/bytes.js";
import { decode, encode, type Value } from "../src/ledger/encoding.js";
import { Malformed } from "../src/ledger/malformed.js";
import { unhex } from "./json.js";

const scalar = fc.oneof(
  fc.maxSafeInteger(),
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
  fc.boolean(),
  fc.constant(null),
);
const tree: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(fc.string({ maxLength: 30 }), tie("value")), { maxLength: 5 }).map((pairs) => new Map(pairs)),
  ),
})).value;

function refuses(data: Uint8Array): void {
  expect(() => decode(data)).toThrow(Malformed);
}

describe("refusals", () => {
  it.each([
    ["nothing at all", ""],
    ["a value and a byte", "0000"],
    ["a float that is whole", "fb3ff0000000000000"],
    ["a float that is its own shortest form", "f93e00"],
    ["undefined", "f7"],
    ["a tag", "c000"],
    ["an indefinite array", "9fff"],
    ["a break alone", "ff"],
    ["a head longer than it need be", "1817"],
    ["2^63", "1b8000000000000000"],
    ["one less than -2^63", "3b8000000000000000"],
    ["keys out of order", "a2616200616100"],
    ["a key twice", "a2616100616101"],
    ["a key that is a number", "a10000"],
    ["text that is not UTF-8", "61ff"],
    ["text that holds a surrogate", "63eda080"],
    ["an array that claims more than there is", "9bffffffffffffffff"],
    ["a byte string that claims more than there is", "5bffffffffffffffff00"],
    ["seven containers", "81818181818180"],
  ])("refuses %s", (_, data) => refuses(unhex(data)));

  it("refuses any depth without running out of stack", () => refuses(new Uint8Array(1_000_000).fill(0x81)));

  it("does not write a lone surrogate, a fraction, or an integer out of range", () => {
    for (const value of ["\ud800", 1.5, Number.NaN, 2n ** 63n, -(2n ** 63n) - 1n]) {
      expect(() => encode(value)).toThrow(Malformed);
    }
  });
});

describe("the accepted encoding", () => {
  it("keeps a mark of byte order at the start of a text", () => {
    expect(decode(unhex("64efbbbf61"))).toBe("\ufeffa");
  });

  it("holds the extremes of its integers", () => {
    for (const extreme of [2n ** 63n - 1n, -(2n ** 63n)]) expect(decode(encode(extreme))).toBe(extreme);
  });

  it("is the encoding that cborg gives, for any value that is not too deep", () => {
    fc.assert(fc.property(tree, (value) => sameBytes(encode(value), cborg.encode(value))), { numRuns: 300 });
  });

  it("reads back what it wrote", () => {
    fc.assert(fc.property(tree, readsBack), { numRuns: 300 });
  });

  it("answers bytes that were changed anywhere with a refusal, or with a value of exactly those bytes", () => {
    const changed = fc.tuple(tree.map(encode), fc.nat(), fc.nat(255)).map(([data, place, byte]) => {
      const copy = data.slice();
      copy[place % copy.length] = byte;
      return copy;
    });
    fc.assert(fc.property(changed, refusedOrExact), { numRuns: 1_000 });
  });
});

function refusedOrExact(data: Uint8Array): boolean {
  try {
    return sameBytes(encode(decode(data)), data);
  } catch (error) {
    return error instanceof Malformed;
  }
}

function readsBack(value: Value): void {
  expect(decode(encode(value))).toEqual(value);
}
