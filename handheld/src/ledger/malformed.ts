/** The coded errors of the ledger's reader: what could not be read, and what could not be opened. */

/** Shortens any value to at most 80 characters, for an error that a person may read. */
function shown(value: unknown): string {
  const text =
    value instanceof Uint8Array
      ? Array.from(value.subarray(0, 40), (byte) => byte.toString(16).padStart(2, "0")).join("")
      : String(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** What cannot be read: a code for machines, the field that is off, and its value, shortened. */
export class Malformed extends Error {
  readonly code: string;
  readonly field: string;
  readonly value: string;

  constructor(code: string, field: string, value: unknown) {
    super(`${code}: ${field} = ${shown(value)}`);
    this.name = "Malformed";
    this.code = code;
    this.field = field;
    this.value = shown(value);
  }
}

/** What is sealed and does not open under the key given: another key, or changed bytes. */
export class Unopened extends Error {
  readonly code = "unopened";

  constructor(what: string) {
    super(`unopened: ${what}`);
    this.name = "Unopened";
  }
}
