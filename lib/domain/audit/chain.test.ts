import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GENESIS_HASH, type Seal, type SealedRecord, sealedText, sealRecords } from "./chain.ts";
import { LATE_MS, walkChain } from "./verify.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const T = Date.parse("2026-11-23T10:00:00Z");

const record = (id: number, more: Partial<SealedRecord> = {}): SealedRecord => ({
  id: String(id),
  pageId: "pageaaaaaaaa",
  actorKind: "token",
  actorId: "toktoktoktok",
  action: "incident.open",
  objectKind: "incident",
  objectId: "inciiiiiiiii",
  before: null,
  after: '{"name": "장애"}',
  at: T + id * 1_000,
  ...more,
});
const records = (count: number) => Array.from({ length: count }, (_, i) => record(i + 1));

type Link = { seal: Seal; record: SealedRecord | null };
const chain = (made: SealedRecord[]): Link[] =>
  sealRecords(null, made, T, sha256).map((seal, i) => ({ seal, record: made[i]! }));

function faults(links: Link[]): string[] {
  const walk = walkChain(sha256);
  return links.flatMap(({ seal, record: stored }) => walk.see(seal, stored).map(({ kind }) => kind));
}

describe("sealRecords", () => {
  it("hangs each seal on the one before it, from the genesis hash on", () => {
    const [first, second] = sealRecords(null, records(2), T, sha256) as [Seal, Seal];
    expect(first).toEqual({
      seq: 1,
      auditId: "1",
      previousHash: GENESIS_HASH,
      hash: sha256(sealedText({ seq: 1, previousHash: GENESIS_HASH, sealedAt: T }, record(1))),
      sealedAt: T,
    });
    expect(second).toMatchObject({ seq: 2, previousHash: first.hash });
    expect(sealRecords(first, [record(2)], T, sha256)).toEqual([second]);
    expect(sealRecords(second, [], T, sha256)).toEqual([]);
  });

  it("hashes these bytes, for ever: what was sealed once must verify in every later version", () => {
    expect(sealRecords(null, [record(1)], T, sha256)[0]!.hash).toBe(
      "3ece4f138ef0a813f19a6c98e76f425dfeaed13610c0e837909ef82b6e243dee",
    );
  });

  it("gives no two different records the same text", () => {
    const text = fc.string({ unit: "binary" });
    const some = fc.record({
      pageId: text,
      actorId: text,
      action: text,
      before: fc.option(text),
      after: fc.option(text),
    });
    const at = { seq: 1, previousHash: GENESIS_HASH, sealedAt: T };
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [a, b] = [record(1, one), record(1, other)];
        expect(sealedText(at, a) === sealedText(at, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

describe("walkChain", () => {
  it("finds nothing in a whole chain and tells its head", () => {
    const links = chain(records(5));
    const walk = walkChain(sha256);
    expect(links.flatMap(({ seal, record: stored }) => walk.see(seal, stored))).toEqual([]);
    expect(walk.head()).toEqual({ hash: links[4]!.seal.hash, count: 5 });
    expect(walk.newestAt()).toBe(T + 5_000);
    expect(walkChain(sha256).head()).toEqual({ hash: GENESIS_HASH, count: 0 });
  });

  it("takes records in the order of their seals, also when a lower id was committed later", () => {
    expect(faults(chain([record(1), record(3), record(2), record(4)]))).toEqual([]);
  });

  it("finds any field of any record that was changed, once and where it is", () => {
    const field = fc.constantFrom(
      "pageId",
      "actorKind",
      "actorId",
      "action",
      "objectKind",
      "objectId",
      "before",
      "after",
      "at",
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), field, (index, name) => {
        const links = chain(records(10));
        const stored = links[index]!.record!;
        const value = name === "at" ? stored.at + 1 : `${stored[name as "after"]} `;
        links[index] = { ...links[index]!, record: { ...stored, [name]: value } };
        expect(faults(links)).toEqual(["record_changed"]);
      }),
    );
  });

  it("finds a record that is missing, and a seal that is missing with its record", () => {
    const links = chain(records(10));
    expect(faults(links.with(4, { ...links[4]!, record: null }))).toEqual(["record_missing"]);
    expect(faults(links.toSpliced(4, 1))).toEqual(["seal_missing"]);
    expect(faults(links.toSpliced(0, 3))).toEqual(["seal_missing"]);
  });

  it("finds a seal that was changed in any of its columns", () => {
    const links = chain(records(10));
    const changed = (more: Partial<Seal>) =>
      faults(links.with(4, { ...links[4]!, seal: { ...links[4]!.seal, ...more } }));
    expect(changed({ hash: GENESIS_HASH })).toEqual(["record_changed", "seal_changed"]);
    expect(changed({ previousHash: GENESIS_HASH })).toEqual(["seal_changed", "record_changed"]);
    expect(changed({ sealedAt: T + 1 })).toEqual(["record_changed"]);
  });

  it("finds a chain whose middle was sealed again: what follows does not hang on it", () => {
    const links = chain(records(10));
    const again = sealRecords(links[3]!.seal, [record(99)], T, sha256);
    expect(faults(links.with(4, { seal: again[0]!, record: record(99) }))).toEqual(["seal_changed"]);
  });

  it("finds a record that says it is older than what was sealed long before it, and lets late commits pass", () => {
    const newest = record(2, { at: T + LATE_MS });
    expect(faults(chain([newest, record(1, { at: T })]))).toEqual([]);
    expect(faults(chain([newest, record(1, { at: T - 1 })]))).toEqual(["record_inserted"]);
  });
});
