/** Checks of one decoded value against what the format says stands in its place; `code` is that of the refusal. */

import type { Bytes } from "./bytes.js";
import type { Value, ValueMap } from "./encoding.js";
import { Malformed } from "./malformed.js";

/** A value that may be absent, since an array may be shorter than it should be. */
export type Given = Value | undefined;

/** Refuses: the field is the last part of the code. */
export function refuse(code: string, value: unknown): never {
  throw new Malformed(code, code.slice(code.lastIndexOf(".") + 1), value);
}

/** An array of exactly this many values. */
export function arrayOf(value: Given, length: number, code: string): readonly Value[] {
  const items = list(value, code, length);
  return items.length === length ? items : refuse(code, items.length);
}

/** An array of at most this many values. */
export function list(value: Given, code: string, most = Infinity): readonly Value[] {
  if (!Array.isArray(value)) return refuse(code, value);
  return value.length <= most ? (value as readonly Value[]) : refuse(code, value.length);
}

/** A byte string of exactly this many bytes. */
export function bstr(value: Given, code: string, length: number): Bytes {
  if (!(value instanceof Uint8Array)) return refuse(code, value);
  return value.length === length ? (value as Bytes) : refuse(code, value);
}

/** A text of at most this many characters. */
export function tstr(value: Given, code: string, most: number): string {
  if (typeof value !== "string") return refuse(code, value);
  return Array.from(value).length <= most ? value : refuse(code, value);
}

/** A map with texts for keys. */
export function map(value: Given, code: string): ValueMap {
  return value instanceof Map ? (value as ValueMap) : refuse(code, value);
}

/** An integer of either sign. */
export function int(value: Given, code: string): bigint {
  return typeof value === "number" || typeof value === "bigint" ? BigInt(value) : refuse(code, value);
}

/** An integer from 0 up to `most`, which is by default the largest that the encoding holds. */
export function uint(value: Given, code: string, most = 2n ** 63n - 1n): bigint {
  const integer = int(value, code);
  return integer >= 0n && integer <= most ? integer : refuse(code, integer);
}

/** One of a list of choices, by its number. */
export function choice<T>(value: Given, code: string, choices: readonly T[]): T {
  return choices[Number(uint(value, code, BigInt(choices.length - 1)))] ?? refuse(code, value);
}
