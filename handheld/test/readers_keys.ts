/** Readers of the vectors about keys: names, wraps, HPKE, unlocking, paper shares, blobs. */

import { x25519 } from "@noble/curves/ed25519.js";
import { openBlob, sealBlob } from "../src/ledger/blob.js";
import { type Bytes, hex } from "../src/ledger/bytes.js";
import { sha256 } from "../src/ledger/hash.js";
import { grantInfo, hpkeOpen, hpkeSeal, mintInfo, readKeys, sideInfo } from "../src/ledger/hpke.js";
import { compartmentKeys, keyref, NONCE, unwrap, wrap } from "../src/ledger/keys.js";
import { joinShares, readShare, thirdShare } from "../src/ledger/share.js";
import { unlock } from "../src/ledger/unlock.js";
import { items, type Json, type JsonObject, text, unhex } from "./json.js";
import { type Reader, same } from "./reader.js";

export const KEYS_READERS: Record<string, Reader> = {
  "keyref.json": ({ comp, key }) => ({ keyref: hex(keyref(Number(comp), unhex(key))) }),
  "compartment.json": async ({ secret }) => {
    const { ck, x25519: own } = await compartmentKeys(unhex(secret));
    return { ck: hex(ck), x_secret: hex(own), x_public: hex(x25519.getPublicKey(own)) };
  },
  "wrap.json": async (input) => {
    const wrapped = unhex(input.wrapped);
    const comp = Number(input.comp);
    const key = await unwrap(unhex(input.ck), comp, unhex(input.keyref), wrapped);
    const nonce = wrapped.slice(0, NONCE);
    same(await wrap(unhex(input.ck), { comp, key }, nonce), wrapped);
    return { key: hex(key), nonce: hex(nonce) };
  },
  "hpke.json": async (input, expected) => {
    const [secret, info, sealed] = [unhex(input.secret), unhex(input.info), unhex(input.sealed)];
    const plain = await hpkeOpen(secret, sealed, info);
    const receiver: Bytes = x25519.getPublicKey(secret).slice();
    same(await hpkeSeal(receiver, plain, info, unhex(expected.ephemeral)), sealed);
    return { plain: hex(plain), ephemeral: expected.ephemeral ?? null };
  },
  "parcel.json": (input) => ({ info: hex(parcelInfo(input)) }),
  "key_list.json": ({ cbor }) => ({
    keys: readKeys(unhex(cbor)).map(({ comp, key }) => [comp, hex(key), hex(keyref(comp, key))]),
  }),
  "unlock.json": async ({ passphrase, blob }) => ({
    secret: hex(await unlock(unhex(blob), text(passphrase))),
    nonce: hex(unhex(blob).slice(16, 28)),
  }),
  "shares.json": ({ shares }) => {
    const [a, b] = items(shares).map((share) => readShare(unhex(share)));
    if (!a || !b) throw new Error("two shares");
    return { secret: hex(joinShares(a, b)), third: hex(thirdShare(a, b)) };
  },
  "blob.json": readBlob,
};

function parcelInfo(input: JsonObject): Bytes {
  if (input.for === "mint") return mintInfo(unhex(input.chain));
  if (input.for === "grant") return grantInfo(unhex(input.from), unhex(input.to));
  return sideInfo(text(input.side), unhex(input.site), Number(input.comp), Number(input.gen));
}

/** Seals a plain, or opens a file and seals it again. */
async function readBlob(input: JsonObject): Promise<Json> {
  const [key, salt] = [unhex(input.key), unhex(input.salt)];
  const plain = "plain" in input ? unhex(input.plain) : await openBlob(unhex(input.file), salt, key);
  const file = await sealBlob(plain, salt, key);
  same(await openBlob(file, salt, key), plain);
  const made = { name: hex(sha256(file)), size: plain.length };
  return "plain" in input ? made : { ...made, plain: hex(plain) };
}
