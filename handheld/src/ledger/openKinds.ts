/** The seven kinds that everyone may read: their fields, exactly, and nothing in them that names a person. */

import { type Body, type Ref, YEAR_9999 } from "./body.js";
import { type Bytes, compareBytes, sameBytes } from "./bytes.js";
import type { Value, ValueMap } from "./encoding.js";
import { decodeHeader } from "./header.js";
import { arrayOf, bstr, type Given, list, refuse, tstr, uint } from "./shape.js";

const CODE = "open.fields";
const SEQ_MOST = 2n ** 53n - 1n;
const NAME_MOST = 80;
const ROWS_MOST = 800;
/** Controls, surrogates, line separators and marks that turn the direction: a closed list, whatever Unicode's version. */
const NOT_IN_NAMES = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;

type Check = (value: Given) => unknown;

/** What a kind is about, its fields, which of them may be absent, and what else must hold. */
interface OpenKind {
  readonly noun: Ref["noun"];
  /** The key that `about` repeats from the fields; absent where it is the site that signs. */
  readonly about?: (fields: ValueMap) => Bytes;
  readonly fields: Readonly<Record<string, Check>>;
  readonly optional: readonly string[];
  readonly holds?: (fields: ValueMap) => boolean;
}

const id16: Check = (value) => bstr(value, CODE, 16);
const id32: Check = (value) => bstr(value, CODE, 32);
const sig64: Check = (value) => bstr(value, CODE, 64);
const seq: Check = (value) => uint(value, CODE, SEQ_MOST);
const time: Check = (value) => uint(value, CODE, YEAR_9999);
const timeMs: Check = (value) => uint(value, CODE, YEAR_9999 * 1000n + 999n);

const OPEN_KINDS: Readonly<Record<string, OpenKind>> = {
  site_certified: {
    noun: "site",
    about: field("site"),
    fields: { site: id16, name, key: id32, box_key: id32, not_after: time },
    optional: [],
  },
  device_certified: {
    noun: "device",
    about: field("chain"),
    fields: {
      chain: id16,
      key: id32,
      epoch: id16,
      site: id16,
      kinds: ascending(code),
      not_before: time,
      not_after: time,
    },
    optional: [],
  },
  device_revoked: {
    noun: "device",
    about: field("chain"),
    fields: { chain: id16, why: code, last_seq: seq, last_id: id32 },
    optional: ["last_seq", "last_id"],
    holds: (fields) => fields.has("last_seq") === fields.has("last_id"),
  },
  fork_proven: {
    noun: "device",
    about: (fields) => decodeHeader(fields.get("header_a") as Bytes).chain,
    fields: { header_a: headerBytes, header_b: headerBytes, sig_a: sig64, sig_b: sig64 },
    optional: [],
    holds: (fields) => compareBytes(fields.get("header_a") as Bytes, fields.get("header_b") as Bytes) < 0,
  },
  heads_received: {
    noun: "site",
    fields: {
      heads: ascending(row(id16, seq, id32)),
      gaps: ascending(row(id16, seq, seq)),
      held: ascending(id32),
      impossible: ascending(id32),
      time_ms: timeMs,
    },
    optional: [],
    holds: (fields) => rows(fields) <= ROWS_MOST,
  },
  keys_granted: { noun: "site", about: field("to"), fields: { to: id16, keyrefs: ascending(id16) }, optional: [] },
  keys_destroyed: {
    noun: "site",
    fields: { keyrefs: ascending(id16), deadline: time, confirms: id32 },
    optional: ["confirms"],
  },
};

/** Whether a kind is one of the seven. */
export function isOpenKind(kind: string): boolean {
  return Object.hasOwn(OPEN_KINDS, kind);
}

/** Checks an open body and gives its fields; throws Malformed on anything off. */
export function readOpenKind(body: Body): ValueMap {
  const kind = isOpenKind(body.kind) ? OPEN_KINDS[body.kind] : undefined;
  if (kind === undefined) return refuse("open.kind", body.kind);
  if (body.act !== null || body.doneBy !== null) refuse("open.personal", body.kind);
  checkFields(kind, body.fields);
  const key = kind.about?.(body.fields) ?? body.about.key;
  if (body.about.noun !== kind.noun || !sameBytes(body.about.key, key)) refuse("open.about", body.about.key);
  return body.fields;
}

function checkFields(kind: OpenKind, fields: ValueMap): void {
  for (const name of fields.keys()) if (!Object.hasOwn(kind.fields, name)) refuse(CODE, name);
  for (const [name, check] of Object.entries(kind.fields)) {
    const value = fields.get(name);
    if (value !== undefined || !kind.optional.includes(name)) check(value);
  }
  if (kind.holds && !kind.holds(fields)) refuse(CODE, "holds");
}

function name(value: Given): void {
  const text = tstr(value, CODE, NAME_MOST);
  if (text === "" || NOT_IN_NAMES.test(text)) refuse(CODE, text);
}

function code(value: Given): void {
  const text = tstr(value, CODE, 32);
  if (!/^[a-z0-9_.]+$/.test(text)) refuse(CODE, text);
}

function headerBytes(value: Given): void {
  if (!(value instanceof Uint8Array)) return refuse(CODE, value);
  try {
    decodeHeader(value);
  } catch {
    refuse(CODE, value);
  }
}

function field(name: string): (fields: ValueMap) => Bytes {
  return (fields) => fields.get(name) as Bytes;
}

/** An array of exactly these parts. */
function row(...checks: readonly Check[]): Check {
  return (value) => {
    const parts = arrayOf(value, checks.length, CODE);
    checks.forEach((check, i) => check(parts[i]));
  };
}

/** A list whose members pass a check, each greater than the one before. */
function ascending(check: Check): Check {
  return (value) => {
    const members = list(value, CODE);
    members.forEach(check);
    members.slice(1).forEach((member, i) => {
      if (compareValues(members[i] ?? null, member) >= 0) refuse(CODE, i);
    });
  };
}

/** Compares two values of the same shape: arrays part by part, bytes and texts lexicographically. */
function compareValues(a: Value, b: Value): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    const parts = a.map((part: Value, i) => compareValues(part, b[i] as Value));
    return parts.find((difference) => difference !== 0) ?? 0;
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : Number(a > b);
  return Number(a) - Number(b);
}

function rows(fields: ValueMap): number {
  const lists = ["heads", "gaps", "held", "impossible"].map((name) => fields.get(name) as readonly Value[]);
  return lists.reduce((total, members) => total + members.length, 0);
}
