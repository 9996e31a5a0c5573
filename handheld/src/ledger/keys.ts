/** The keys of the ledger: their names, the compartments' own keys, and how a key lies wrapped in a keyring. */

import { type Bytes, concat, sameBytes, utf8 } from "./bytes.js";
import { H, label } from "./hash.js";
import { Malformed, Unopened } from "./malformed.js";

/** The compartments, by their number in the encoding. */
export const COMPARTMENTS = [
  "register",
  "family",
  "medical",
  "biometric",
  "account",
  "decision",
  "property",
  "site",
  "situation",
] as const;

/** A key of 32 bytes, and the number of the compartment it belongs to. */
export interface CompKey {
  readonly comp: number;
  readonly key: Bytes;
}

/** Bytes of a key. */
const KEY = 32;
/** Bytes of a nonce of AES-GCM. */
export const NONCE = 12;

/** A key's public name: H("keyref", comp u8 ‖ K)[:16]. */
export function keyref(comp: number, key: Uint8Array): Bytes {
  return H("keyref", concat(Uint8Array.of(comp), key)).slice(0, 16);
}

/** Makes sure that a key which has arrived is the one its name says; throws Malformed when not. */
export function checkKeyref(comp: number, key: Uint8Array, name: Uint8Array): void {
  if (!sameBytes(keyref(comp, key), name)) throw new Malformed("keyref", "keyref", name);
}

/** HKDF-SHA256, 32 bytes; `info` is one of the format's texts. */
export async function hkdf(secret: Bytes, salt: Bytes, info: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info: utf8(info) }, key, 256),
  );
}

/** What a compartment's secret S gives: the key that wraps, and the secret of its X25519 pair. */
export async function compartmentKeys(secret: Bytes): Promise<{ ck: Bytes; x25519: Bytes }> {
  const none = new Uint8Array();
  return { ck: await hkdf(secret, none, "lanyard/ck/1"), x25519: await hkdf(secret, none, "lanyard/cx/1") };
}

/** Seals: n12 ‖ AES-256-GCM(key, n12, plain, aad), its tag at the end. */
export async function aeadSeal(key: Bytes, iv: Bytes, plain: Bytes, additionalData: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, imported, plain);
  return concat(iv, new Uint8Array(sealed));
}

/** Opens what `aeadSeal` sealed; throws Unopened, naming what it was. */
export async function aeadOpen(key: Bytes, sealed: Bytes, additionalData: Bytes, what: string): Promise<Bytes> {
  // WebCrypto would take 16 bytes too, for another cipher.
  if (key.length !== KEY) throw new Unopened(what);
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const iv = sealed.slice(0, NONCE);
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, imported, sealed.slice(NONCE));
    return new Uint8Array(plain);
  } catch {
    throw new Unopened(what);
  }
}

/** Wraps a key for a keyring, under a nonce of 12 fresh random bytes. */
export function wrap(ck: Bytes, { comp, key }: CompKey, nonce: Bytes): Promise<Bytes> {
  return aeadSeal(ck, nonce, key, concat(label("wrap"), Uint8Array.of(comp), keyref(comp, key)));
}

/** Opens a wrapped key: n12 ‖ GCM(CK, n12, K, "lanyard/wrap/1\0" ‖ comp u8 ‖ keyref); checks its name. */
export async function unwrap(ck: Bytes, comp: number, name: Bytes, wrapped: Bytes): Promise<Bytes> {
  const key = await aeadOpen(ck, wrapped, concat(label("wrap"), Uint8Array.of(comp), name), "wrap");
  checkKeyref(comp, key, name);
  return key;
}
