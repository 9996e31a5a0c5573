/** Small operations on byte strings that every other module of the ledger uses. */

/** A byte string backed by an ordinary buffer, as WebCrypto wants it. */
export type Bytes = Uint8Array<ArrayBuffer>;

const toUtf8 = new TextEncoder();
// Without ignoreBOM a leading U+FEFF would vanish and the text would no longer re-encode to its own bytes.
const fromUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Joins byte strings: the ‖ of the format's description. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Lexicographic comparison by byte: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Whether two byte strings are the same; not in constant time, so never for secrets. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}

/** Lower-case hexadecimal, two digits a byte. */
export function hex(data: Uint8Array): string {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether every byte is zero. */
export function allZero(data: Uint8Array): boolean {
  return data.every((byte) => byte === 0);
}

/** The UTF-8 bytes of a text; the caller has made sure that the text is well formed. */
export function utf8(text: string): Bytes {
  return toUtf8.encode(text);
}

/** The text of UTF-8 bytes; throws a TypeError on bytes that are not UTF-8. */
export function textOf(data: Uint8Array): string {
  return fromUtf8.decode(data);
}

/** A big-endian unsigned integer of 32 bits. */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
