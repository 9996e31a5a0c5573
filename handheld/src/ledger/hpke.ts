/** HPKE, as keys travel: base mode, X25519, HKDF-SHA256, AES-256-GCM, behind one byte that names the suite. */

import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { DhkemX25519HkdfSha256 } from "@hpke/dhkem-x25519";
import { x25519 } from "@noble/curves/ed25519.js";
import { type Bytes, concat } from "./bytes.js";
import { decode, encode } from "./encoding.js";
import { label } from "./hash.js";
import { COMPARTMENTS, type CompKey } from "./keys.js";
import { Malformed, Unopened } from "./malformed.js";
import { arrayOf, bstr, list, uint } from "./shape.js";

const SUITE = 1;
const ENC = 32;
const KEYS_MOST = 256;
const COMP_MOST = BigInt(COMPARTMENTS.length - 1);
const SUITE_1 = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** The info under which a compartment's secret goes to a side of a site. */
export function sideInfo(side: string, site: Bytes, comp: number, generation: number): Bytes {
  return concat(label("compartment"), encode([side, site, comp, generation]));
}

/** The info under which a tablet's freshly minted keys go to a compartment. */
export function mintInfo(chain: Bytes): Bytes {
  return concat(label("mint"), chain);
}

/** The info under which one site grants keys to another. */
export function grantInfo(from: Bytes, to: Bytes): Bytes {
  return concat(label("grant"), encode([from, to]));
}

/** Seals to an X25519 public key: suite u8 ‖ enc32 ‖ ct. An ephemeral secret is given in tests only. */
export async function hpkeSeal(publicKey: Bytes, plain: Bytes, info: Bytes, ephemeral?: Bytes): Promise<Bytes> {
  const { kem } = SUITE_1;
  const recipientPublicKey = await kem.importKey("raw", publicKey.buffer, true);
  const ekm = ephemeral && { ekm: await keyPair(ephemeral) };
  const { ct, enc } = await SUITE_1.seal({ recipientPublicKey, info: info.buffer, ...ekm }, plain.buffer);
  return concat(Uint8Array.of(SUITE), new Uint8Array(enc), new Uint8Array(ct));
}

/** Opens suite u8 ‖ enc32 ‖ ct with the receiver's X25519 secret; throws Malformed on another suite, else Unopened. */
export async function hpkeOpen(secret: Bytes, sealed: Bytes, info: Bytes): Promise<Bytes> {
  if (sealed.length === 0) throw new Unopened("hpke");
  if (sealed[0] !== SUITE) throw new Malformed("hpke.suite", "suite", sealed[0]);
  const recipientKey = await keyPair(secret);
  const enc = sealed.slice(1, 1 + ENC);
  const ct = sealed.slice(1 + ENC);
  try {
    return new Uint8Array(await SUITE_1.open({ recipientKey, enc: enc.buffer, info: info.buffer }, ct.buffer));
  } catch {
    throw new Unopened("hpke");
  }
}

/** Whether an X25519 public key may be certified: not one whose secret everyone knows. */
export function boxKeyOk(publicKey: Bytes): boolean {
  try {
    return x25519.getSharedSecret(new Uint8Array(32).fill(1), publicKey).length === 32;
  } catch {
    return false;
  }
}

async function keyPair(secret: Bytes): Promise<CryptoKeyPair> {
  const publicKey = x25519.getPublicKey(secret).slice();
  return {
    privateKey: await SUITE_1.kem.importKey("raw", secret.slice().buffer, false),
    publicKey: await SUITE_1.kem.importKey("raw", publicKey.buffer, true),
  };
}

/** Reads the plaintext of a batch or a grant: CBOR[[comp, K] … at most 256]. */
export function readKeys(plain: Bytes): readonly CompKey[] {
  return list(decode(plain), "key_list", KEYS_MOST).map((pair) => {
    const [comp, key] = arrayOf(pair, 2, "key_list");
    return { comp: Number(uint(comp, "key_list", COMP_MOST)), key: bstr(key, "key_list", 32) };
  });
}
