/** Which entries stand, and where: a correction takes its target's place, an error called by two is left out. */

import { hex } from "./bytes.js";
import { compareEntries, compareRecorded, type Ordered } from "./order.js";

/** The kind that says of another entry that it was recorded in error. */
const IN_ERROR_KIND = "recorded_in_error";
/** How many different staff must say so before it acts. */
const IN_ERROR_STAFF = 2;

/** Those that stand, in order, each with the entry whose place it takes; and those in error. */
export interface Standing<E extends Ordered> {
  readonly stand: readonly { readonly entry: E; readonly place: E }[];
  readonly inError: readonly E[];
}

/** What points at an entry: those that correct it, and those that call it an error. */
interface Pointers<E> {
  readonly targets: E[];
  readonly correctors: E[];
  readonly sayers: E[];
}

/** Reads a set of entries; the answer depends on the set alone, not on its order or on repeats. */
export function standing<E extends Ordered>(entries: Iterable<E>): Standing<E> {
  return new Corrections([...entries]).standing();
}

class Corrections<E extends Ordered> {
  private readonly byId: ReadonlyMap<string, E>;
  private readonly pointers = new Map<E, Pointers<E>>();
  private readonly errors = new Map<E, boolean>();

  constructor(entries: readonly E[]) {
    this.byId = new Map(entries.map((entry) => [hex(entry.id), entry]));
    for (const entry of this.byId.values()) this.pointers.set(entry, { targets: [], correctors: [], sayers: [] });
    const circular = circles([...this.byId.values()], (entry) => this.pointedAt(entry).map(({ target }) => target));
    for (const entry of this.byId.values()) {
      for (const { target, corrects } of this.pointedAt(entry)) {
        if (circular(entry, target)) continue;
        if (corrects) this.at(entry).targets.push(target);
        (corrects ? this.at(target).correctors : this.at(target).sayers).push(entry);
      }
    }
  }

  standing(): Standing<E> {
    const all = [...this.byId.values()];
    const first = all.filter((entry) => this.at(entry).targets.length === 0);
    const standing = new Set(first.map((entry) => this.standingOf(entry)).filter((entry) => entry !== undefined));
    const stand = Array.from(standing, (entry) => ({ entry, place: this.placeOf(entry) }));
    stand.sort((a, b) => compareEntries(a.place, b.place) || compareEntries(a.entry, b.entry));
    return { stand, inError: all.filter((entry) => this.isInError(entry)) };
  }

  /** The pointers of an entry that could act: both entries are here, and of kinds that may point so. */
  private pointedAt(entry: E): { target: E; corrects: boolean }[] {
    return entry.refs.flatMap(({ how, entry: id }) => {
      const target = this.byId.get(hex(id));
      if (target === undefined) return [];
      const corrects = how === "corrects" && target.kind === entry.kind;
      return corrects || (how === "in_error" && entry.kind === IN_ERROR_KIND) ? [{ target, corrects }] : [];
    });
  }

  /** Whether two different people have said so, in entries that are themselves neither in error nor corrected. */
  private isInError(entry: E): boolean {
    const known = this.errors.get(entry);
    if (known !== undefined) return known;
    const staff = this.at(entry)
      .sayers.filter((sayer) => sayer.staff.length > 0 && this.isBare(sayer))
      .map((sayer) => hex(sayer.staff));
    const answer = new Set(staff).size >= IN_ERROR_STAFF;
    this.errors.set(entry, answer);
    return answer;
  }

  /** Whether an entry is neither in error nor covered by a correction that is not in error. */
  private isBare(entry: E): boolean {
    return !this.isInError(entry) && this.corrections(entry).every((correction) => this.isInError(correction));
  }

  /** All that correct an entry, directly or through one another. */
  private corrections(entry: E): readonly E[] {
    const found = new Set(this.at(entry).correctors);
    for (const member of found) for (const next of this.at(member).correctors) found.add(next);
    return [...found];
  }

  /** Of an entry and all its corrections, the one that stands: the last recorded of those that are bare. */
  private standingOf(first: E): E | undefined {
    const bare = [first, ...this.corrections(first)].filter((entry) => this.isBare(entry));
    return bare.sort(compareRecorded).at(-1);
  }

  /** The entry whose place this one takes: its own when it states an `at` or corrects nothing, else the earliest. */
  private placeOf(entry: E): E {
    if (entry.at !== null) return entry;
    const places = this.at(entry).targets.map((target) => this.placeOf(target));
    return places.sort(compareEntries)[0] ?? entry;
  }

  private at(entry: E): Pointers<E> {
    const found = this.pointers.get(entry);
    if (found === undefined) throw new Error("an entry that is not in the set");
    return found;
  }
}

/** Tells which pointers lie in a circle: those whose target leads back to where they start. */
function circles<E>(entries: readonly E[], next: (entry: E) => readonly E[]): (from: E, to: E) => boolean {
  const left = new Map(entries.map((entry) => [entry, next(entry)]));
  // What leads nowhere is in no circle: take it away until nothing more goes. True hashes leave nothing.
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [entry, targets] of left) if (!targets.some((target) => left.has(target))) left.delete(entry);
  }
  return (from, to) => {
    const reached = new Set(left.has(from) ? [to] : []);
    for (const entry of reached) for (const target of left.get(entry) ?? []) reached.add(target);
    return reached.has(from);
  };
}
