/** Readers of the vectors about entries together: clock, order, standing, open kinds, certificates, receiving. */

import { LINKS } from "../src/ledger/body.js";
import { hex } from "../src/ledger/bytes.js";
import { believe, checkCertificate } from "../src/ledger/certificates.js";
import { HybridClock } from "../src/ledger/clock.js";
import { checkFork } from "../src/ledger/fork.js";
import { readOpenKind } from "../src/ledger/openKinds.js";
import { atMs, compareEntries, type Ordered } from "../src/ledger/order.js";
import { Known, receive } from "../src/ledger/receive.js";
import type { Sealed } from "../src/ledger/seal.js";
import { standing } from "../src/ledger/standing.js";
import { fromValue, integer, items, type Json, named, object, text, toBody, unhex } from "./json.js";
import { type Reader } from "./reader.js";
import { DICTIONARY } from "./readers_bytes.js";

export const LEDGER_READERS: Record<string, Reader> = {
  "clock.json": ({ steps }) => {
    const clock = new HybridClock();
    return { results: items(steps).map((step) => tick(clock, items(step))) };
  },
  "order.json": ({ entries }) => ({
    ids: items(entries).map(toOrdered).sort(compareEntries).map((entry) => hex(entry.id)),
  }),
  "standing.json": ({ entries }) => {
    const { stand, inError } = standing(items(entries).map(toOrdered));
    return {
      ids: stand.map(({ entry }) => hex(entry.id)),
      at_ms: stand.map(({ place }) => atMs(place).toString()),
      in_error: inError.map((entry) => hex(entry.id)).sort(),
    };
  },
  "open_kinds.json": ({ body }) => ({ fields: fromValue(readOpenKind(toBody(body))) }),
  "certificate.json": async ({ root, entries }) => {
    const wires = items(entries).map(toSealed);
    if (wires.length === 1) await checkCertificate(unhex(root), wires[0] as Sealed, DICTIONARY);
    const believed = await believe(unhex(root), wires, DICTIONARY);
    return { keys: Array.from(believed, ([chain, key]) => [chain, hex(key)]).sort() };
  },
  "fork.json": async (input) => {
    const a = { header: unhex(input.header_a), sig: unhex(input.sig_a) };
    const b = { header: unhex(input.header_b), sig: unhex(input.sig_b) };
    const { chain, seq } = await checkFork(unhex(input.public), a, b);
    return { chain: hex(chain), seq: Number(seq) };
  },
  "receive.json": async ({ known, entry }) => {
    const verdict = await receive(toKnown(known), toSealed(entry), DICTIONARY);
    return {
      verdict: verdict.verdict,
      reason: verdict.verdict === "kept" ? null : verdict.reason,
      marks: verdict.verdict === "kept" ? [...verdict.marks].sort() : [],
      reading: verdict.verdict === "kept" ? verdict.reading : null,
    };
  },
};

function tick(clock: HybridClock, step: Json[]): Json {
  const [what, first, second] = step;
  if (what === "stamp") return clock.stamp(integer(first)).toString();
  return clock.witness(integer(first), integer(second));
}

function toOrdered(json: Json): Ordered {
  const entry = object(json);
  return {
    id: unhex(entry.id),
    chain: unhex(entry.chain),
    seq: integer(entry.seq),
    hlc: integer(entry.hlc),
    at: entry.at === null ? null : integer(entry.at),
    kind: text(entry.kind),
    staff: unhex(entry.staff),
    refs: items(entry.refs).map((ref) => ({ how: named(LINKS, items(ref)[0]), entry: unhex(items(ref)[1]) })),
    flagged: entry.flagged === true,
  };
}

function toSealed(json: Json | undefined): Sealed {
  const entry = object(json);
  return { header: unhex(entry.header), body: unhex(entry.body), sig: unhex(entry.sig) };
}

function toKnown(json: Json | undefined): Known {
  const stated = object(json);
  const known = new Known();
  for (const [chain, key] of items(stated.keys).map(items)) known.publicKeys.set(text(chain), unhex(key));
  for (const entry of items(stated.entries)) known.addEntry(toSealed(entry).header);
  for (const [comp, key] of items(stated.opens).map(items)) known.addKey({ comp: Number(comp), key: unhex(key) });
  for (const [kind, comp] of items(stated.comps).map(items)) {
    known.compartments.set(text(kind), comp === null ? null : Number(comp));
  }
  return known;
}
