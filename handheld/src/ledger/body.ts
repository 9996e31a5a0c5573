/** The body of an entry: what was recorded, about whom, by whom and how known. */

import type { Bytes } from "./bytes.js";
import { decode, encode, type ValueMap } from "./encoding.js";
import { arrayOf, bstr, choice, type Given, int, list, map, refuse, tstr, uint } from "./shape.js";

/** The nouns, by their number in the encoding. */
export const NOUNS = ["person", "tag", "vehicle", "manifest", "item", "area", "site", "device", "situation"] as const;
/** How an entry is known, by its number in the encoding. */
export const BASES = ["witnessed", "told", "paper", "device"] as const;
/** What a link says of the entry it names, by its number in the encoding. */
export const LINKS = ["mentions", "corrects", "in_error", "confirms"] as const;

const KIND_MOST = 32;
const WHERE_MOST = 32;
const DONE_BY_MOST = 200;
const REFS_MOST = 32;
const SPAN_MOST = 2n ** 32n - 1n;
/** The first and the last second of the years that exist, 1 to 9999. */
const YEAR_1 = -62_135_596_800n;
export const YEAR_9999 = 253_402_300_799n;

/** A noun and its 16-byte key. */
export interface Ref {
  readonly noun: (typeof NOUNS)[number];
  readonly key: Bytes;
}

/** A link to another entry, by its 32-byte id. */
export interface Link {
  readonly how: (typeof LINKS)[number];
  readonly entry: Bytes;
}

/** When it happened: UTC seconds, and a span of seconds that says how exact that is. */
export interface At {
  readonly seconds: bigint;
  readonly span: bigint;
}

/** A body; `doneBy` is a text as stated or a 16-byte id, `recordedBy` the number of a sign-in in its chain. */
export interface Body {
  readonly kind: string;
  readonly at: At | null;
  readonly where: string | null;
  readonly about: Ref;
  readonly act: Bytes | null;
  readonly recordedBy: bigint;
  readonly doneBy: string | Bytes | null;
  readonly basis: (typeof BASES)[number];
  readonly refs: readonly Link[];
  readonly fields: ValueMap;
}

/** Writes a body's CBOR. */
export function encodeBody(body: Body): Bytes {
  return encode([
    body.kind,
    body.at && [body.at.seconds, body.at.span],
    body.where,
    [NOUNS.indexOf(body.about.noun), body.about.key],
    body.act,
    body.recordedBy,
    body.doneBy,
    BASES.indexOf(body.basis),
    body.refs.map((link) => [LINKS.indexOf(link.how), link.entry]),
    body.fields,
  ]);
}

/** Reads a body's CBOR; throws Malformed on anything off. */
export function decodeBody(cbor: Uint8Array): Body {
  const values = arrayOf(decode(cbor), 10, "body.shape");
  return {
    kind: readKind(values[0]),
    at: readAt(values[1]),
    where: values[2] === null ? null : tstr(values[2], "body.where", WHERE_MOST),
    about: readRef(values[3], "body.about"),
    act: values[4] === null ? null : bstr(values[4], "body.act", 16),
    recordedBy: uint(values[5], "body.recorded_by"),
    doneBy: readDoneBy(values[6]),
    basis: choice(values[7], "body.basis", BASES),
    refs: list(values[8], "body.refs", REFS_MOST).map(readLink),
    fields: map(values[9], "body.fields"),
  };
}

/** Reads [noun, key]. */
export function readRef(value: Given, code: string): Ref {
  const [noun, key] = arrayOf(value, 2, code);
  return { noun: choice(noun, code, NOUNS), key: bstr(key, code, 16) };
}

function readKind(value: Given): string {
  const kind = tstr(value, "body.kind", KIND_MOST);
  return /^[a-z0-9_.]+$/.test(kind) ? kind : refuse("body.kind", kind);
}

function readAt(value: Given): At | null {
  if (value === null) return null;
  const [seconds, span] = arrayOf(value, 2, "body.at");
  const at = { seconds: int(seconds, "body.at"), span: uint(span, "body.at", SPAN_MOST) };
  return at.seconds >= YEAR_1 && at.seconds <= YEAR_9999 ? at : refuse("body.at", at.seconds);
}

function readDoneBy(value: Given): string | Bytes | null {
  if (value === null) return null;
  return value instanceof Uint8Array ? bstr(value, "body.done_by", 16) : tstr(value, "body.done_by", DONE_BY_MOST);
}

function readLink(value: Given): Link {
  const [how, entry] = arrayOf(value, 2, "body.refs");
  return { how: choice(how, "body.refs", LINKS), entry: bstr(entry, "body.refs", 32) };
}
