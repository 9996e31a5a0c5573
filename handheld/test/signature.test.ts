/** The rule of verification by itself: signatures that a looser rule would let pass. */

import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { type Bytes, concat, utf8 } from "../src/ledger/bytes.js";
import { publicKeyOk, verify } from "../src/ledger/signature.js";
import { unhex } from "./json.js";

const { Point } = ed25519;
const L = Point.Fn.ORDER;
const SEED = new Uint8Array(32).fill(7);
const PUBLIC: Bytes = ed25519.getPublicKey(SEED).slice();
const MESSAGE = utf8("a header");
const SIGNATURE: Bytes = ed25519.sign(MESSAGE, SEED).slice();
/** A point of order 8, and the seven others of small order that it gives. */
const TORSION = Point.fromBytes(unhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

function littleEndian(value: bigint): Bytes {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

function number(data: Uint8Array): bigint {
  return data.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** Signs with points of one's own choosing: R and A may carry torsion. */
async function signed(nonce: bigint, secret: bigint, r: typeof TORSION, a: typeof TORSION): Promise<Bytes> {
  const data = concat(r.toBytes(), a.toBytes(), MESSAGE);
  const h = number(new Uint8Array(await crypto.subtle.digest("SHA-512", data))) % L;
  return concat(r.toBytes(), littleEndian((nonce + h * secret) % L));
}

describe("verify", () => {
  it("accepts a signature as it was made, and no other message, key or length", async () => {
    expect(await verify(PUBLIC, MESSAGE, SIGNATURE)).toBe(true);
    expect(await verify(PUBLIC, utf8("another"), SIGNATURE)).toBe(false);
    expect(await verify(SIGNATURE.slice(0, 32), MESSAGE, SIGNATURE)).toBe(false);
    expect(await verify(PUBLIC, MESSAGE, SIGNATURE.slice(0, 63))).toBe(false);
    expect(await verify(PUBLIC.slice(0, 31), MESSAGE, SIGNATURE)).toBe(false);
  });

  it("refuses S + L, which a loose rule takes for S", async () => {
    const larger = littleEndian(number(SIGNATURE.subarray(32)) + L);
    expect(await verify(PUBLIC, MESSAGE, concat(SIGNATURE.subarray(0, 32), larger))).toBe(false);
  });

  it("refuses keys and first halves of small order, whatever they would verify", async () => {
    for (let i = 0; i < 8; i++) {
      const small: Bytes = Point.ZERO.add(i === 0 ? Point.ZERO : TORSION.multiplyUnsafe(BigInt(i))).toBytes().slice();
      expect(publicKeyOk(small)).toBe(false);
      expect(await verify(small, MESSAGE, concat(small, new Uint8Array(32)))).toBe(false);
    }
  });

  it("refuses encodings that are not canonical", async () => {
    const p = 2n ** 255n - 19n;
    const offCanon = [...Array(19).keys()].flatMap((y) => [p + BigInt(y), p + BigInt(y) + 2n ** 255n]);
    for (const key of [...offCanon, 1n + 2n ** 255n, p - 1n + 2n ** 255n].map(littleEndian)) {
      expect(publicKeyOk(key)).toBe(false);
      expect(await verify(key, MESSAGE, SIGNATURE)).toBe(false);
      expect(await verify(PUBLIC, MESSAGE, concat(key, SIGNATURE.subarray(32)))).toBe(false);
    }
  });

  it("refuses what only the equation with the cofactor accepts", async () => {
    const [nonce, secret] = [12345n, 67890n];
    const [r, a] = [Point.BASE.multiply(nonce), Point.BASE.multiply(secret)];
    expect(await verify(a.toBytes().slice(), MESSAGE, await signed(nonce, secret, r, a))).toBe(true);
    const mixed = r.add(TORSION);
    expect(await verify(a.toBytes().slice(), MESSAGE, await signed(nonce, secret, mixed, a))).toBe(false);
  });

  it("does not let a key with torsion be certified", () => {
    expect(publicKeyOk(PUBLIC)).toBe(true);
    expect(publicKeyOk(Point.fromBytes(PUBLIC).add(TORSION).toBytes().slice())).toBe(false);
  });
});
