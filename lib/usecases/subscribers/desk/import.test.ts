import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { invalid } from "#lib/domain/errors.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { noticesTo, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { createSubscriber } from "./create.ts";
import { eraseSubscriber } from "./erase.ts";
import { exportSubscribers } from "./export.ts";
import { applyImport, previewImport } from "./import.ts";
import { unsubscribeSubscriber } from "./states.ts";

withDatabase();
const ctx = subscriberContext;
const scopeOf = (pageId: string) => operatorScope("subscribers:write", pageId);
const NONE = { new: 0, known: 0, suppressed: 0 };
const csv = (...lines: string[]) => ["email,consent_at,component_ids", ...lines].join("\r\n");

async function exported(pageId: string): Promise<string> {
  let text = "";
  for await (const piece of exportSubscribers(scopeOf(pageId))) text += piece;
  return text;
}

/** One that is told, one that has left, one whose data were erased. */
async function world() {
  const pageId = await newPage();
  const scope = scopeOf(pageId);
  const add = async (email: string) =>
    (await createSubscriber(scope, { email, skip_confirmation_notification: true }, ctx())).subscriber;
  await add("known@example.com");
  await unsubscribeSubscriber(scope, (await add("left@example.com")).id, ctx());
  await eraseSubscriber(scope, (await add("erased@example.com")).id, ctx());
  return { pageId, scope };
}

describe("an import", () => {
  it("tells what it would do, line by line, and does nothing", async () => {
    const { pageId, scope } = await world();
    const before = await prisma().subscriber.count({ where: { pageId } });
    const file = csv(
      "new@example.com,2026-01-31,",
      "KNOWN@example.com,2026-01-31,",
      "left@example.com,2026-01-31,",
      "erased@example.com,2026-01-31,",
      "nobody,2026-01-31,",
      "",
      "no-consent@example.com,,",
      "strange@example.com,2026-01-31,zzzzzzzzzzzz",
      "New@example.com,2026-01-31,",
    );
    const report = await previewImport(scope, `\uFEFF${file}`, ctx());
    expect(report).toMatchObject({
      ...{ rows: 8, faultyRows: 3 },
      counts: { email: { new: 1, known: 1, suppressed: 2 }, sms: NONE, webhook: NONE },
      faults: [
        { line: 6, path: "email" },
        { line: 7, path: "consent_at" },
        { line: 8, path: "component_ids" },
      ],
    });
    expect(await prisma().subscriber.count({ where: { pageId } })).toBe(before);
  });

  it("adds who is new and faultless, sends nothing, and adds nobody the second time", async () => {
    const { pageId, scope } = await world();
    const component = await makeComponent(pageId);
    const file = csv(
      `new@example.com,2026-01-31,${component}`,
      "left@example.com,2026-01-31,",
      "erased@example.com,2026-01-31,",
      "known@example.com,2026-01-31,",
      "nobody,2026-01-31,",
    );
    expect((await applyImport(scope, file, ctx())).imported).toBe(1);
    const row = (await rowAt(pageId, "email", "new@example.com"))!;
    expect(row).toMatchObject({
      ...{ state: "active", consentSource: "import", componentIds: [component], holderId: row.id },
      consentAt: new Date("2026-01-30T15:00:00Z"),
    });
    expect(await noticesTo(row.id)).toEqual([]);
    const again = await applyImport(scope, file, ctx());
    expect([again.imported, again.counts.email]).toEqual([0, { new: 0, known: 2, suppressed: 2 }]);
    expect((await rowAt(pageId, "email", "left@example.com"))?.state).toBe("unsubscribed");
    expect(await rowAt(pageId, "email", "erased@example.com")).toBeNull();
    const { audits, events } = await written(pageId);
    expect(audits.at(-1)).toMatchObject({ action: "subscriber.import", after: { imported: 1 } });
    expect(events.at(-1)).toBe("subscriber.imported");
  });

  it("adds each once when two people import the same file together", async () => {
    const pageId = await newPage();
    const file = csv(...Array.from({ length: 600 }, (_, i) => `reader-${i}@example.com,2026-01-31,`));
    const [one, other] = await Promise.all([1, 2].map(() => applyImport(scopeOf(pageId), file, ctx())));
    expect(one!.imported + other!.imported).toBe(600);
    expect(await prisma().subscriber.count({ where: { pageId } })).toBe(600);
  });

  it("takes phones and webhooks, with a sealed secret, and refuses addresses inside", async () => {
    const pageId = await newPage();
    const file = [
      "channel,destination,consent_at",
      "sms,'+821012345678,2026-01-31",
      "webhook,https://example.com/in,2026-01-31",
      "webhook,http://127.0.0.1/,2026-01-31",
    ].join("\n");
    const inside = ctx({
      checkDestination: async (url) => {
        if (url.includes("127.0.0.1")) throw invalid([{ path: "url", message: "private" }]);
      },
    });
    const report = await applyImport(scopeOf(pageId), file, inside);
    expect([report.imported, report.faults]).toMatchObject([2, [{ line: 4, path: "destination" }]]);
    expect(JSON.stringify(report.faults)).not.toContain("private");
    const hook = await rowAt(pageId, "webhook", "https://example.com/in");
    expect(hook?.secrets).toMatchObject([{ sealed: expect.any(String), expires_at: null }]);
  });

  it.each([
    ["email\na@example.com", "columns"],
    ["name,consent_at\na,2026-01-31", "columns"],
    ["", "columns"],
    [`email,consent_at\n${"a@example.com,2026-01-31\n".repeat(20_001)}`, "at most 20000 rows"],
  ])("refuses a file that is none (%#)", async (file, message) => {
    const pageId = await newPage();
    const refused = previewImport(scopeOf(pageId), file, ctx());
    await expect(refused).rejects.toMatchObject({
      faults: [{ path: "csv", message: expect.stringContaining(message) }],
    });
  });
});

describe("an export", () => {
  it("holds everybody of the page, neutralised and quoted, and is recorded", async () => {
    const { pageId } = await world();
    await createSubscriber(
      scopeOf(pageId),
      { phone_number: "+821012345678", skip_confirmation_notification: true },
      ctx(),
    );
    const text = await exported(pageId);
    expect(text.startsWith('\uFEFF"channel","destination","consent_at"')).toBe(true);
    expect(text).toContain('"sms","\'+821012345678"');
    expect(text.trimEnd().split("\r\n")).toHaveLength(4);
    expect((await written(pageId)).actions.at(-1)).toBe("subscriber.export");
    expect(await exported(await newPage())).not.toContain("example.com");
  });

  it("can be imported on another page, but for those who left", async () => {
    const { pageId } = await world();
    const elsewhere = await newPage();
    const report = await applyImport(scopeOf(elsewhere), await exported(pageId), ctx());
    expect([report.imported, report.faults]).toMatchObject([1, [{ path: "state" }]]);
  });

  it("comes in pieces", async () => {
    const pageId = await newPage();
    const file = csv(...Array.from({ length: 2_500 }, (_, i) => `reader-${i}@example.com,2026-01-31,`));
    await applyImport(scopeOf(pageId), file, ctx());
    const pieces: string[] = [];
    for await (const piece of exportSubscribers(scopeOf(pageId))) pieces.push(piece);
    expect(pieces).toHaveLength(4);
    expect(new Set(pieces.join("").match(/reader-\d+@/g)).size).toBe(2_500);
  });
});
