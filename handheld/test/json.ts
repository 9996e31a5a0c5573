/** Between the vectors' JSON, as vectors/README.md describes it, and the reader's own types. */

import { BASES, type Body, LINKS, NOUNS } from "../src/ledger/body.js";
import { type Bytes, concat, hex } from "../src/ledger/bytes.js";
import type { Value } from "../src/ledger/encoding.js";
import type { Header } from "../src/ledger/header.js";

/** Anything that JSON can hold; the vectors' shape is known from their description, and a wrong one fails its case. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Bytes of a lower-case hex string, or of parts that are to be joined. */
export function unhex(json: Json | undefined): Bytes {
  if (typeof json === "string" && /^([0-9a-f]{2})*$/.test(json)) {
    return new Uint8Array(json.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? []);
  }
  return concat(...items(object(json).parts).map(toPart));
}

function toPart(json: Json): Bytes {
  const part = object(json);
  if ("hex" in part) return unhex(part.hex);
  const repeated = unhex(part.repeat);
  return new Uint8Array(repeated.length * Number(part.times)).map((_, i) => repeated[i % repeated.length] ?? 0);
}

/** The same JSON with long byte strings written out, so that results can be compared. */
export function writtenOut(json: Json): Json {
  if (Array.isArray(json)) return json.map(writtenOut);
  if (json === null || typeof json !== "object") return json;
  if ("parts" in json) return hex(unhex(json));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, writtenOut(value)]));
}

/** Bytes of a hex string, or null. */
export function unhexOrNull(text: Json | undefined): Bytes | null {
  return text === null ? null : unhex(text);
}

/** A text that must be there. */
export function text(value: Json | undefined): string {
  if (typeof value !== "string") throw new Error(`not a text: ${JSON.stringify(value)}`);
  return value;
}

/** An integer: a JSON number, or a decimal string. */
export function integer(value: Json | undefined): bigint {
  if (typeof value === "number" || typeof value === "string") return BigInt(value);
  throw new Error(`not an integer: ${JSON.stringify(value)}`);
}

/** A list that must be there. */
export function items(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) throw new Error(`not a list: ${JSON.stringify(value)}`);
  return value;
}

/** An object that must be there. */
export function object(value: Json | undefined): JsonObject {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Error("not an object");
  return value;
}

/** A tagged value of the vectors, as the reader holds it. */
export function toValue(json: Json | undefined): Value {
  const [[tag, inner] = ["", null]] = Object.entries(object(json));
  if (tag === "int") return small(integer(inner));
  if (tag === "bytes") return unhex(inner);
  if (tag === "text") return text(inner);
  if (tag === "array") return items(inner).map(toValue);
  if (tag === "map") return new Map(items(inner).map((pair) => [text(items(pair)[0]), toValue(items(pair)[1])]));
  if (tag === "bool") return inner === true;
  if (tag === "null") return null;
  if (tag === "float") return Number(inner);
  throw new Error(`no such value: ${tag}`);
}

/** The reader's value, tagged as the vectors tag it. */
export function fromValue(value: Value): Json {
  if (value === null) return { null: null };
  if (typeof value === "boolean") return { bool: value };
  if (typeof value === "number" || typeof value === "bigint") return { int: value.toString() };
  if (typeof value === "string") return { text: value };
  if (value instanceof Uint8Array) return { bytes: hex(value) };
  if (value instanceof Map) return { map: Array.from(value, ([key, inner]) => [key, fromValue(inner)]) };
  return { array: (value as readonly Value[]).map(fromValue) };
}

/** A body of the vectors, as the reader holds it. */
export function toBody(json: Json | undefined): Body {
  const b = object(json);
  const [noun, key] = items(b.about);
  const at = b.at === null ? null : items(b.at);
  return {
    kind: text(b.kind),
    at: at && { seconds: integer(at[0]), span: integer(at[1]) },
    where: b.where === null ? null : text(b.where),
    about: { noun: named(NOUNS, noun), key: unhex(key) },
    act: unhexOrNull(b.act),
    recordedBy: integer(b.recorded_by),
    doneBy: b.done_by === null ? null : (toValue(b.done_by) as string | Bytes),
    basis: named(BASES, b.basis),
    refs: items(b.refs).map((ref) => ({ how: named(LINKS, items(ref)[0]), entry: unhex(items(ref)[1]) })),
    fields: toValue(b.fields) as Body["fields"],
  };
}

/** The reader's body, as the vectors write it. */
export function fromBody(body: Body): Json {
  return {
    kind: body.kind,
    at: body.at && [body.at.seconds.toString(), body.at.span.toString()],
    where: body.where,
    about: [NOUNS.indexOf(body.about.noun), hex(body.about.key)],
    act: body.act && hex(body.act),
    recorded_by: body.recordedBy.toString(),
    done_by: body.doneBy === null ? null : fromValue(body.doneBy),
    basis: BASES.indexOf(body.basis),
    refs: body.refs.map((ref) => [LINKS.indexOf(ref.how), hex(ref.entry)]),
    fields: fromValue(body.fields),
  };
}

/** The reader's header, as the vectors write it. */
export function fromHeader(h: Header): Json {
  return {
    v: Number(h.v),
    chain: hex(h.chain),
    seq: Number(h.seq),
    prev: hex(h.prev),
    hlc: h.hlc.toString(),
    urgency: Number(h.urgency),
    keyref: hex(h.keyref),
    bodyhash: hex(h.bodyhash),
    bodylen: h.bodylen,
  };
}

/** One of a list by its number; undefined stands where the number names none, and is refused when written. */
export function named<T>(choices: readonly T[], number: Json | undefined): T {
  const chosen = choices[Number(number)];
  if (chosen === undefined) throw new Error(`no such number: ${JSON.stringify(number)}`);
  return chosen;
}

function small(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
