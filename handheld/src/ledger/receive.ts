/** Taking in an entry from elsewhere: what is quarantined, what waits, what is kept, and what of it can be read. */

import type { Body } from "./body.js";
import { type Bytes, hex, sameBytes } from "./bytes.js";
import { decodeHeader, entryId, type Header, isOpen, VERSION } from "./header.js";
import { sha256 } from "./hash.js";
import { type CompKey, keyref } from "./keys.js";
import { Malformed, Unopened } from "./malformed.js";
import { isOpenKind, readOpenKind } from "./openKinds.js";
import { openEntry, type Sealed } from "./seal.js";
import { refuse } from "./shape.js";
import { verifyHeader } from "./signature.js";

/** What of a kept entry can be read. */
export type Reading =
  | "read"
  | "sealed"
  | "unreadable"
  | "later_version"
  | "unknown_kind"
  | "compartment"
  | "open_personal";

/** What is noticed about a kept entry's place in its chain. */
export type Mark = "fork" | "gap";

/** What becomes of an entry that has come. */
export type Verdict =
  | { readonly verdict: "quarantine"; readonly reason: string }
  | { readonly verdict: "wait"; readonly reason: "certificate" }
  | { readonly verdict: "kept"; readonly marks: readonly Mark[]; readonly reading: Reading };

/** What the receiver has already: certified chains, entries, keys, and the compartment of each sealed kind. */
export class Known {
  /** Public keys of the chains that may be believed, by chain in hex. */
  readonly publicKeys = new Map<string, Bytes>();
  /** Keys by their keyref in hex. */
  readonly keys = new Map<string, CompKey>();
  /** The number of each sealed kind's compartment; null for a kind that goes into any. */
  readonly compartments = new Map<string, number | null>();
  private readonly byId = new Map<string, Header>();
  private readonly byPlace = new Map<string, string>();

  /** Takes a key in under its name. */
  addKey(key: CompKey): void {
    this.keys.set(hex(keyref(key.comp, key.key)), key);
  }

  /** Notes that an entry has been kept. */
  addEntry(headerBytes: Bytes): void {
    const header = decodeHeader(headerBytes);
    const id = hex(entryId(headerBytes));
    this.byId.set(id, header);
    this.byPlace.set(place(header), id);
  }

  /** The header of a kept entry. */
  header(id: Bytes): Header | undefined {
    return this.byId.get(hex(id));
  }

  /** Whether another entry is kept in the same place of the same chain. */
  isForkedBy(header: Header, id: Bytes): boolean {
    const there = this.byPlace.get(place(header));
    return there !== undefined && there !== hex(id);
  }
}

/** Judges one entry; nothing is taken in. `dictionary` is preset dictionary 1. */
export async function receive(known: Known, entry: Sealed, dictionary: Bytes): Promise<Verdict> {
  try {
    const header = checkShape(entry);
    const publicKey = known.publicKeys.get(hex(header.chain));
    if (publicKey === undefined) return { verdict: "wait", reason: "certificate" };
    if (!(await verifyHeader(publicKey, entry.header, entry.sig))) refuse("signature", entry.sig);
    const marks = checkPlace(known, header, entryId(entry.header));
    return { verdict: "kept", marks, reading: await readAs(known, header, entry.body, dictionary) };
  } catch (error) {
    if (error instanceof Malformed) return { verdict: "quarantine", reason: error.code };
    throw error;
  }
}

/** Steps 1 and 2: the header's shape, and the body's length and hash. */
export function checkShape({ header: bytes, body }: Sealed): Header {
  const header = decodeHeader(bytes);
  if (body.length !== header.bodylen) refuse("carried.length", body.length);
  if (!sameBytes(sha256(body), header.bodyhash)) refuse("carried.hash", header.bodyhash);
  return header;
}

/** Steps 5 to 7: what stands before the entry, and what stands in its place. */
function checkPlace(known: Known, header: Header, id: Bytes): readonly Mark[] {
  const marks: Mark[] = [];
  if (known.isForkedBy(header, id)) marks.push("fork");
  if (header.seq === 0n) return marks;
  const before = known.header(header.prev);
  if (before === undefined) return [...marks, "gap"];
  if (!sameBytes(before.chain, header.chain)) refuse("prev.chain", header.prev);
  if (before.seq + 1n !== header.seq) refuse("prev.seq", header.seq);
  return marks;
}

/** Steps 8 and 9: whether the body opens, and is what it should be. */
async function readAs(known: Known, header: Header, body: Bytes, dictionary: Bytes): Promise<Reading> {
  if (header.v !== VERSION) return "later_version";
  const key = isOpen(header) ? null : known.keys.get(hex(header.keyref));
  if (key === undefined) return "sealed";
  try {
    const opened = await openEntry(header, body, key && key.key, dictionary);
    return key === null ? readOpen(opened) : readSealed(known, opened, key.comp);
  } catch (error) {
    if (error instanceof Malformed || error instanceof Unopened) return "unreadable";
    throw error;
  }
}

function readOpen(body: Body): Reading {
  if (!isOpenKind(body.kind)) return "open_personal";
  readOpenKind(body);
  return "read";
}

function readSealed(known: Known, body: Body, comp: number): Reading {
  if (isOpenKind(body.kind)) return "compartment";
  const expected = known.compartments.get(body.kind);
  if (expected === undefined) return "unknown_kind";
  return expected === null || expected === comp ? "read" : "compartment";
}

function place(header: Header): string {
  return `${hex(header.chain)} ${header.seq}`;
}
