/** Keys by themselves: what was sealed opens, and nothing that was changed does. */

import { x25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { openBlob, sealBlob } from "../src/ledger/blob.js";
import { type Bytes, concat, sameBytes, utf8 } from "../src/ledger/bytes.js";
import { sha256 } from "../src/ledger/hash.js";
import { hpkeOpen, hpkeSeal, mintInfo } from "../src/ledger/hpke.js";
import { keyref, unwrap, wrap } from "../src/ledger/keys.js";
import { Malformed, Unopened } from "../src/ledger/malformed.js";

const KEY = sha256(utf8("a key"));
const OTHER = sha256(utf8("another key"));
const NONCE = new Uint8Array(12).fill(9);

/** Copies of a byte string, each with one bit turned; at most about 40 of them. */
function turned(data: Bytes): Bytes[] {
  const stride = Math.max(1, Math.floor(data.length / 40));
  const places = Array.from({ length: Math.ceil(data.length / stride) }, (_, i) => i * stride);
  return places.map((place) => data.map((byte, i) => (i === place ? byte ^ 1 : byte)));
}

describe("wraps", () => {
  it("refuse another key, another compartment, and any changed bit", async () => {
    const name = keyref(2, KEY);
    const wrapped = await wrap(OTHER, { comp: 2, key: KEY }, NONCE);
    expect(await unwrap(OTHER, 2, name, wrapped)).toEqual(KEY);
    await expect(unwrap(KEY, 2, name, wrapped)).rejects.toThrow(Unopened);
    await expect(unwrap(OTHER, 3, name, wrapped)).rejects.toThrow(Unopened);
    for (const changed of turned(wrapped)) await expect(unwrap(OTHER, 2, name, changed)).rejects.toThrow(Unopened);
  });
});

describe("HPKE", () => {
  const receiver: Bytes = x25519.getPublicKey(KEY).slice();
  const info = mintInfo(new Uint8Array(16));

  it("opens for its receiver and its info only", async () => {
    const sealed = await hpkeSeal(receiver, utf8("keys"), info);
    expect(await hpkeOpen(KEY, sealed, info)).toEqual(utf8("keys"));
    await expect(hpkeOpen(OTHER, sealed, info)).rejects.toThrow(Unopened);
    await expect(hpkeOpen(KEY, sealed, mintInfo(new Uint8Array(16).fill(1)))).rejects.toThrow(Unopened);
    for (const changed of turned(sealed).slice(1)) await expect(hpkeOpen(KEY, changed, info)).rejects.toThrow(Unopened);
  });

  it("refuses another suite, and too few bytes", async () => {
    const sealed = await hpkeSeal(receiver, utf8("keys"), info);
    await expect(hpkeOpen(KEY, concat(Uint8Array.of(2), sealed.slice(1)), info)).rejects.toThrow(Malformed);
    await expect(hpkeOpen(KEY, sealed.slice(0, 20), info)).rejects.toThrow(Unopened);
    await expect(hpkeOpen(KEY, new Uint8Array(), info)).rejects.toThrow(Unopened);
  });
});

describe("blobs", () => {
  const salt = new Uint8Array(16).fill(3);
  const plain = new Uint8Array(2 * 65_536 + 5).map((_, i) => i);

  it.each([0, 1, 65_535, 65_536, 65_537, 2 * 65_536])("give %i bytes back", async (length) => {
    const sealed = await sealBlob(plain.slice(0, length), salt, KEY);
    const opened = await openBlob(sealed, salt, KEY);
    // Comparing this many bytes one by one in the test library takes half a second.
    expect(sameBytes(opened, plain.slice(0, length))).toBe(true);
  });

  it("refuse to open when segments are cut off, swapped or joined, or a byte is changed", async () => {
    const sealed = await sealBlob(plain, salt, KEY);
    const [first, second] = [sealed.slice(0, 65_552), sealed.slice(65_552, 2 * 65_552)];
    const rest = sealed.slice(2 * 65_552);
    const wrong = [first, concat(first, second), concat(second, first, rest), concat(sealed, rest), new Uint8Array()];
    for (const file of [...wrong, ...turned(sealed).slice(0, 5)]) {
      await expect(openBlob(file, salt, KEY)).rejects.toThrow(Unopened);
    }
  });
});
