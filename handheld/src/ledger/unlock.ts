/** The unlock blob: a secret behind a passphrase, made slow to guess by Argon2id. */

import { argon2id } from "hash-wasm";
import { type Bytes, utf8 } from "./bytes.js";
import { label } from "./hash.js";
import { aeadOpen, NONCE } from "./keys.js";
import { Unopened } from "./malformed.js";

const SALT = 16;
const TAG = 16;

/** Opens salt16 ‖ n12 ‖ GCM(Argon2id(passphrase), n12, secret, "lanyard/unlock/1\0"); throws Unopened. */
export async function unlock(blob: Bytes, passphrase: string): Promise<Bytes> {
  if (blob.length < SALT + NONCE + TAG) throw new Unopened("unlock");
  const key = await argon2id({
    password: utf8(passphrase.normalize("NFC")),
    salt: blob.slice(0, SALT),
    iterations: 3,
    memorySize: 256 * 1024,
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  });
  return aeadOpen(new Uint8Array(key), blob.slice(SALT), label("unlock"), "unlock");
}
