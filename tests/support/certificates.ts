import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A key with its certificate, as `tls` takes them. */
export interface Identity {
  key: string;
  cert: string;
}

export interface Subject {
  name: string;
  /** DNS names; none: there is only the common name. */
  alternatives?: string[];
  from?: Date;
  until?: Date;
}

interface Signer {
  name: string;
  key: KeyObject;
}

const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, ...parts);
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, "hex"));
const time = (date: Date): Buffer => tlv(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, "")));
const nameOf = (name: string): Buffer =>
  sequence(tlv(0x31, sequence(oid("550403"), tlv(0x0c, Buffer.from(name)))));
const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), tlv(0x04, value));
const ECDSA_SHA256 = sequence(oid("2a8648ce3d040302"));

/** An authority that signs certificates (RFC 5280), good or bad, for tests of TLS. */
export interface Authority {
  cert: string;
  issue(subject: Subject): Identity;
}

export function createAuthority(name: string): Authority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = { name, key: privateKey };
  const isAuthority = extension("551d13", sequence(tlv(0x01, Buffer.from([0xff]))));
  return {
    cert: certify({ name }, publicKey, signer, [isAuthority]),
    issue(subject) {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const names = (subject.alternatives ?? []).map((dns) => tlv(0x82, Buffer.from(dns)));
      const extensions = names.length > 0 ? [extension("551d11", sequence(...names))] : [];
      return {
        key: pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
        cert: certify(subject, pair.publicKey, signer, extensions),
      };
    },
  };
}

const DAY = 86_400_000;

function certify(
  { name, from = new Date(Date.now() - DAY), until = new Date(Date.now() + DAY) }: Subject,
  publicKey: KeyObject,
  signer: Signer,
  extensions: readonly Buffer[],
): string {
  const serial = randomBytes(8);
  serial[0] = 1;
  const content = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    ECDSA_SHA256,
    nameOf(signer.name),
    sequence(time(from), time(until)),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    ...(extensions.length > 0 ? [tlv(0xa3, sequence(...extensions))] : []),
  );
  const signature = sign("sha256", content, signer.key);
  const der = sequence(content, ECDSA_SHA256, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
