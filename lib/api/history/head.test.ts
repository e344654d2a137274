import { describe, expect, it } from "vitest";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { historyHeadDocument } from "./head.ts";

const place = {
  publicUrl: "https://status.example.com",
  locale: null,
  params: {},
  query: new URLSearchParams(),
};

describe("/api/public/v1/history-head.json", () => {
  it("tells the head of the chain, and nulls before the first seal", () => {
    const auditHead = { hash: "ab".repeat(32), count: 7, sealedAt: "2026-11-23T05:32:01.000Z" };
    expect(historyHeadDocument({ ...calmSnapshot(), auditHead }, place)).toEqual({
      body: JSON.stringify({ head: auditHead.hash, count: 7, sealed_at: auditHead.sealedAt }),
      contentType: "application/json; charset=utf-8",
      status: 200,
    });
    expect(
      historyHeadDocument(
        { ...calmSnapshot(), archive: { since: null, heldFrom: null, revision: "0" }, auditHead: null },
        place,
      ).body,
    ).toBe('{"head":null,"count":0,"sealed_at":null}');
  });
});
