/** Every case of every vector file, read by this reader; a file without a reader, or without cases, fails. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Malformed, Unopened } from "../src/ledger/malformed.js";
import type { Json, JsonObject } from "./json.js";
import { items, object, text, writtenOut } from "./json.js";
import { BYTES_READERS } from "./readers_bytes.js";
import { KEYS_READERS } from "./readers_keys.js";
import { LEDGER_READERS } from "./readers_ledger.js";

const FOLDER = new URL("../../vectors/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const READERS = { ...BYTES_READERS, ...KEYS_READERS, ...LEDGER_READERS };

/** Cases that say nothing to this reader, each with the reason. */
const LEFT_OUT: Record<string, Record<string, string>> = {
  "unwritable.json": { "a float that is whole": "JavaScript has one type of number: 1.0 is 1" },
};

/** What came of a case, in the shape that the case itself states it. */
async function outcome(rule: string, input: JsonObject, expected: JsonObject): Promise<JsonObject> {
  const reader = READERS[rule];
  if (!reader) throw new Error(`no reader for ${rule}`);
  try {
    return { expect: await reader(input, expected) };
  } catch (error) {
    if (error instanceof Malformed || error instanceof Unopened) return { refuse: error.code };
    throw error;
  }
}

it("has a reader for every vector file, and no reader without a file", () => {
  expect(Object.keys(READERS).sort()).toEqual(FILES.toSorted());
});

describe.each(FILES)("%s", (file) => {
  const content = object(JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Json);
  const cases = items(content.cases).map(object);

  it("holds cases, each with a name of its own and either a result or a refusal", () => {
    expect(content.rule).toBe(file.replace(/\.json$/, ""));
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map((one) => one.name)).size).toBe(cases.length);
    for (const one of cases) expect("expect" in one).not.toBe("refuse" in one);
  });

  const leftOut = LEFT_OUT[file] ?? {};

  it("leaves out only cases that are there", () => {
    expect(cases.map((one) => one.name)).toEqual(expect.arrayContaining(Object.keys(leftOut)));
  });

  const read = cases.filter((one) => !(text(one.name) in leftOut));
  it.each(read.map((one) => [text(one.name), one] as const))("%s", async (_, one) => {
    const { name: _name, input, ...stated } = one;
    const expected = stated.expect;
    const hint = expected !== null && typeof expected === "object" && !Array.isArray(expected) ? expected : {};
    expect(await outcome(file, object(input), hint)).toEqual(writtenOut(stated));
  });
});
