/** Which chains may be believed: what follows from the pinned root and the certificates at hand, in any order. */

import { type Bytes, hex, sameBytes } from "./bytes.js";
import { chainOf } from "./chain.js";
import { type Header, isOpen, VERSION } from "./header.js";
import { boxKeyOk } from "./hpke.js";
import { Malformed } from "./malformed.js";
import { readOpenKind } from "./openKinds.js";
import { checkShape } from "./receive.js";
import { openEntry, type Sealed } from "./seal.js";
import { refuse } from "./shape.js";
import { publicKeyOk, verifyHeader } from "./signature.js";

/** A certificate as it came, read but not yet believed. */
export interface Certificate {
  readonly wire: Sealed;
  readonly header: Header;
  readonly kind: string;
  /** One of the byte strings among its fields. */
  bytes(field: string): Bytes;
}

/** The public keys of the chains that may be believed, by chain in hex. `dictionary` is preset dictionary 1. */
export async function believe(root: Bytes, entries: readonly Sealed[], dictionary: Bytes): Promise<Map<string, Bytes>> {
  const belief = new Belief(root);
  const certificates = await readable(root, entries, dictionary);
  for (let before = -1; before !== belief.size; ) {
    before = belief.size;
    for (const certificate of certificates) await belief.take(certificate);
  }
  return belief.chains;
}

class Belief {
  readonly chains = new Map<string, Bytes>();
  /** The keys that the root has certified, each with its site, in hex. */
  private readonly sites = new Set<string>();
  private readonly root: Bytes;

  constructor(root: Bytes) {
    this.root = root;
  }

  /** How much is believed; it only ever grows. */
  get size(): number {
    return this.chains.size + this.sites.size;
  }

  /** Takes a certificate in as far as it can be believed now. */
  async take(certificate: Certificate): Promise<void> {
    const signer = this.chains.get(hex(certificate.header.chain)) ?? this.ownKey(certificate);
    if (signer === null) return;
    if (!(await verifyHeader(signer, certificate.wire.header, certificate.wire.sig))) return;
    if (certificate.kind === "site_certified") this.takeSite(certificate, signer);
    else this.takeDevice(certificate, signer);
  }

  /** The key that a root's or site's chain names for itself in its first entry, if it may. */
  private ownKey(certificate: Certificate): Bytes | null {
    if (certificate.kind !== "device_certified" || certificate.header.seq !== 0n) return null;
    if (!sameBytes(certificate.bytes("chain"), certificate.header.chain)) return null;
    const key = certificate.bytes("key");
    return sameBytes(key, this.root) || this.isSite(certificate, key) ? key : null;
  }

  private isSite(certificate: Certificate, key: Bytes): boolean {
    return this.sites.has(siteAndKey(certificate.bytes("site"), key));
  }

  private takeSite(certificate: Certificate, signer: Bytes): void {
    if (sameBytes(signer, this.root)) this.sites.add(siteAndKey(certificate.bytes("site"), certificate.bytes("key")));
  }

  private takeDevice(certificate: Certificate, signer: Bytes): void {
    const [chain, key] = [certificate.bytes("chain"), certificate.bytes("key")];
    const isOwn = sameBytes(chain, certificate.header.chain) && sameBytes(key, signer);
    if (isOwn || this.isSite(certificate, signer)) this.chains.set(hex(chain), key);
  }
}

/**
 * Reads a certificate as far as it can be judged alone; null for an entry that is none.
 * Throws Malformed on anything off: also on a key that must not be certified, and on a chain that does not
 * follow from its key, its epoch and the root.
 */
export async function checkCertificate(root: Bytes, wire: Sealed, dictionary: Bytes): Promise<Certificate | null> {
  const header = checkShape(wire);
  if (header.v !== VERSION || !isOpen(header)) return null;
  const body = await openEntry(header, wire.body, null, dictionary);
  if (body.kind !== "site_certified" && body.kind !== "device_certified") return null;
  const fields = readOpenKind(body);
  const bytes = (field: string): Bytes => fields.get(field) as Bytes;
  if (!publicKeyOk(bytes("key"))) refuse("key", bytes("key"));
  if (body.kind === "site_certified" && !boxKeyOk(bytes("box_key"))) refuse("key", bytes("box_key"));
  if (body.kind === "device_certified" && !sameBytes(bytes("chain"), chainOf(bytes("key"), bytes("epoch"), root))) {
    refuse("certificate.chain", bytes("chain"));
  }
  return { wire, header, kind: body.kind, bytes };
}

/** The certificates among some entries; what is malformed, sealed or of another kind certifies nothing. */
async function readable(root: Bytes, entries: readonly Sealed[], dictionary: Bytes): Promise<readonly Certificate[]> {
  const read = entries.map(async (wire) => {
    try {
      return await checkCertificate(root, wire, dictionary);
    } catch (error) {
      if (error instanceof Malformed) return null;
      throw error;
    }
  });
  return (await Promise.all(read)).filter((certificate) => certificate !== null);
}

function siteAndKey(site: Bytes, key: Bytes): string {
  return `${hex(site)} ${hex(key)}`;
}
