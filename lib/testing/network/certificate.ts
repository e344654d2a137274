import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

/** A certificate and its key, PEM, for test servers. Made fresh for each test: no key lies in the repository. */
export type TestCertificate = { cert: string; key: string };
export type Authority = TestCertificate & { name: string; privateKey: KeyObject };

const DAY_MS = 86_400_000;
const OID = {
  commonName: "2.5.4.3",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  basicConstraints: "2.5.29.19",
  subjectAltName: "2.5.29.17",
};
const TAG = { sequence: 0x30, set: 0x31, boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06 };
const UTF8 = 0x0c;
const GENERALIZED_TIME = 0x18;

/** A private certificate authority. */
export function createAuthority(name = "Test authority"): Authority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const isAuthority = extension(OID.basicConstraints, tlv(TAG.sequence, tlv(TAG.boolean, Buffer.of(0xff))));
  const cert = certificate(
    { name, privateKey },
    name,
    publicKey,
    Date.now() - DAY_MS,
    Date.now() + 365 * DAY_MS,
    isAuthority,
  );
  return { name, privateKey, cert, key: pem(privateKey) };
}

/** A server certificate for names and IPv4 addresses; `days` from now until its end, negative = over. */
export function issue(authority: Authority, hosts: string[], days = 90): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const endsAt = Date.now() + days * DAY_MS;
  const alternatives = hosts.map((host) =>
    isIPv4(host) ? tlv(0x87, Buffer.from(host.split(".").map(Number))) : tlv(0x82, Buffer.from(host)),
  );
  const names = extension(OID.subjectAltName, tlv(TAG.sequence, ...alternatives));
  const startsAt = Math.min(Date.now(), endsAt) - 30 * DAY_MS;
  const cert = certificate(authority, hosts[0] ?? "nobody", publicKey, startsAt, endsAt, names);
  return { cert, key: pem(privateKey) };
}

/** RFC 5280, section 4.1, as little of it as OpenSSL asks for. */
function certificate(
  issuer: { name: string; privateKey: KeyObject },
  subject: string,
  publicKey: KeyObject,
  startsAt: number,
  endsAt: number,
  extensions: Buffer,
): string {
  const algorithm = tlv(TAG.sequence, oid(OID.ecdsaWithSha256));
  // The leading 1 keeps the integer positive and without padding.
  const serial = Buffer.concat([Buffer.of(1), randomBytes(8)]);
  const toBeSigned = tlv(
    TAG.sequence,
    tlv(0xa0, tlv(TAG.integer, Buffer.of(2))),
    tlv(TAG.integer, serial),
    algorithm,
    distinguishedName(issuer.name),
    tlv(TAG.sequence, time(startsAt), time(endsAt)),
    distinguishedName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, tlv(TAG.sequence, extensions)),
  );
  const signature = sign("sha256", toBeSigned, issuer.privateKey);
  const der = tlv(TAG.sequence, toBeSigned, algorithm, tlv(TAG.bits, Buffer.of(0), signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();

function tlv(tag: number, ...contents: Buffer[]): Buffer {
  const value = Buffer.concat(contents);
  const { length } = value;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), value]);
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = rest.flatMap((arc) => {
    const septets = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return tlv(TAG.oid, Buffer.of(first * 40 + second, ...bytes));
}

const distinguishedName = (name: string): Buffer =>
  tlv(TAG.sequence, tlv(TAG.set, tlv(TAG.sequence, oid(OID.commonName), tlv(UTF8, Buffer.from(name)))));

const time = (at: number): Buffer =>
  tlv(GENERALIZED_TIME, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, "").slice(0, 14)}Z`));

const extension = (id: string, value: Buffer): Buffer => tlv(TAG.sequence, oid(id), tlv(TAG.octets, value));
