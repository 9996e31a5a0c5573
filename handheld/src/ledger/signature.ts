/** Ed25519 by libsodium's rule: WebCrypto for the equation, and the checks that it leaves out. */

import { ed25519 } from "@noble/curves/ed25519.js";
import { type Bytes, concat } from "./bytes.js";
import { label } from "./hash.js";

const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/**
 * Whether `signature` (64 bytes) over `message` is that of `publicKey` (32 bytes): S < L, both points
 * canonical and not of small order, and the equation without the cofactor, as WebCrypto computes it.
 */
export async function verify(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  if (littleEndian(signature.subarray(32)) >= L) return false;
  if (!soundPoint(publicKey) || !soundPoint(signature.subarray(0, 32))) return false;
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, message);
}

/** Whether `signature` is the device's over an entry's header: Ed25519 of "lanyard/sig/1\0" ‖ header. */
export function verifyHeader(publicKey: Bytes, header: Bytes, signature: Bytes): Promise<boolean> {
  return verify(publicKey, concat(label("sig"), header), signature);
}

/** Whether a public key may be certified: canonical, not of small order, and torsion-free. */
export function publicKeyOk(publicKey: Bytes): boolean {
  const point = publicKey.length === 32 ? canonicalPoint(publicKey) : null;
  return point !== null && !point.isSmallOrder() && point.isTorsionFree();
}

function soundPoint(data: Uint8Array): boolean {
  const point = canonicalPoint(data);
  return point !== null && !point.isSmallOrder();
}

/** The point of these bytes if they are its one canonical encoding. */
function canonicalPoint(data: Uint8Array): InstanceType<typeof ed25519.Point> | null {
  try {
    return ed25519.Point.fromBytes(data, false);
  } catch {
    return null;
  }
}

function littleEndian(data: Uint8Array): bigint {
  return data.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
