/** Readers of the vectors about bytes: the encoding, headers, bodies, plains, seals, signatures, chains. */

import { readFileSync } from "node:fs";
import { ed25519 } from "@noble/curves/ed25519.js";
import { decodeBody, encodeBody } from "../src/ledger/body.js";
import { type Bytes, hex } from "../src/ledger/bytes.js";
import { chainOf, genesis } from "../src/ledger/chain.js";
import { decode, encode } from "../src/ledger/encoding.js";
import { aad, decodeHeader, encodeHeader, entryId, VERSION } from "../src/ledger/header.js";
import { unwrapPlain, wrapPlain } from "../src/ledger/plain.js";
import { openEntry, seal } from "../src/ledger/seal.js";
import { publicKeyOk, verify } from "../src/ledger/signature.js";
import { keyref } from "../src/ledger/keys.js";
import { fromBody, fromHeader, fromValue, integer, toBody, toValue, unhex, unhexOrNull } from "./json.js";
import { type Reader, refused, same } from "./reader.js";

/** Preset dictionary 1, the one file that both sides of the house share. */
export const DICTIONARY: Bytes = new Uint8Array(
  readFileSync(new URL("../../src/lanyard/ledger/dictionary-1.bin", import.meta.url)),
);

export const BYTES_READERS: Record<string, Reader> = {
  "encoding.json": ({ cbor }) => {
    const value = decode(unhex(cbor));
    same(encode(value), unhex(cbor));
    return { value: fromValue(value) };
  },
  "unwritable.json": ({ value }) => hex(encode(toValue(value))),
  "header.json": ({ header }) => {
    const read = decodeHeader(unhex(header));
    if (read.v === VERSION) same(encodeHeader(read), unhex(header));
    return { header: fromHeader(read), id: hex(entryId(unhex(header))), aad: hex(aad(read)) };
  },
  "body.json": ({ cbor }) => {
    const body = decodeBody(unhex(cbor));
    same(encodeBody(body), unhex(cbor));
    return { body: fromBody(body) };
  },
  "plain.json": ({ plain }) => {
    const cbor = unwrapPlain(unhex(plain), DICTIONARY);
    const codec = unhex(plain)[0] ?? -1;
    if (codec === 0) same(wrapPlain(cbor), unhex(plain));
    return { codec, cbor: hex(cbor) };
  },
  "seal.json": async (input) => {
    const key = input.key === null ? null : { comp: Number(input.comp), key: unhex(input.key) };
    const body = toBody(input.body);
    const place = {
      chain: unhex(input.chain),
      seq: integer(input.seq),
      prev: unhex(input.prev),
      hlc: integer(input.hlc),
      urgency: integer(input.urgency),
    };
    const sign = async (message: Bytes): Promise<Bytes> => ed25519.sign(message, unhex(input.seed)).slice();
    const made = await seal(body, place, key, unhex(input.nonce), sign);
    return {
      plain: hex(wrapPlain(encodeBody(body))),
      header: hex(made.header),
      body: hex(made.body),
      sig: hex(made.sig),
      id: hex(entryId(made.header)),
      keyref: key ? hex(keyref(key.comp, key.key)) : "00".repeat(16),
    };
  },
  "open.json": async ({ header, body, key }) => ({
    body: fromBody(await openEntry(decodeHeader(unhex(header)), unhex(body), unhexOrNull(key), DICTIONARY)),
  }),
  "signature.json": async (input) =>
    (await verify(unhex(input.public), unhex(input.message), unhex(input.sig))) || refused("signature"),
  "public_key.json": (input) => publicKeyOk(unhex(input.public)) || refused("key"),
  "chain.json": (input) => {
    const chain = chainOf(unhex(input.public), unhex(input.epoch), unhex(input.root));
    return { chain: hex(chain), genesis: hex(genesis(chain)) };
  },
};
