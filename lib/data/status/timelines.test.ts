import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeSpans, replaceFrom, type Span } from "#lib/domain/status/span.ts";
import type { State } from "#lib/domain/status/state.ts";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { timelineFaults } from "#lib/testing/data/timeline-faults.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { timelines } from "#lib/testing/properties/timelines.ts";
import { pool } from "../db.ts";
import { inTransaction } from "../sql.ts";
import { readTimelines, type TimelineKind, timelineChange, writeTimelines } from "./timelines.ts";

withDatabase();
const T = Date.parse("2026-10-24T23:00:00Z");
let made = 0;
const newTimeline = () => `t${String(++made).padStart(11, "0")}`;
const span = (from: number, to: number | null, state: State): Span => ({
  startedAt: T + from,
  endedAt: to === null ? null : T + to,
  state,
});

/** What the judge does: everything from `at` on is said anew. Returns the first instant that changed, or null. */
async function replace(kind: TimelineKind, id: string, at: number, newer: readonly Span[]) {
  return await inTransaction(async (sql) => {
    const before = (await readTimelines(sql, kind, [{ id, fromAt: at }])).get(id)!;
    const change = timelineChange(id, before, replaceFrom(before, at, newer));
    if (change) await writeTimelines(sql, kind, [change]);
    return change?.changedFrom ?? null;
  });
}
const whole = async (kind: TimelineKind, id: string) =>
  (await readTimelines(pool(), kind, [{ id, fromAt: 0 }])).get(id);

describe.each(["monitor", "component"] as const)("the stored timeline of a %s", (kind) => {
  it("is read as it was written, to the millisecond", async () => {
    const id = newTimeline();
    const spans = [span(0, 1, "operational"), span(1, 500, "major_outage"), span(900, null, "unknown")];
    await replace(kind, id, T, spans);
    expect(await whole(kind, id)).toEqual(spans);
  });

  it("always equals what the domain makes of the same replacements, without overlap", async () => {
    const replacement = fc.record({
      at: fc.integer({ min: 0, max: 60 }),
      newer: timelines({ from: T, stepMs: 12, spans: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(replacement, { minLength: 2, maxLength: 5 }), async (steps) => {
        const id = newTimeline();
        let expected: Span[] = [];
        for (const { at, newer } of steps) {
          const before = expected;
          expected = replaceFrom(before, T + at, newer);
          await replace(kind, id, T + at, newer);
        }
        expect(await whole(kind, id)).toEqual(mergeSpans(expected));
      }),
      { numRuns: 60 },
    );
    expect(await timelineFaults()).toEqual([]);
  });
});

describe("readTimelines", () => {
  it("reads from the span before the instant on; history further back is left alone", async () => {
    const id = newTimeline();
    const spans = [span(0, 10, "operational"), span(10, 20, "major_outage"), span(20, null, "operational")];
    await replace("monitor", id, T, spans);
    const from = async (at: number) =>
      (await readTimelines(pool(), "monitor", [{ id, fromAt: T + at }])).get(id);
    expect(await from(20)).toEqual(spans.slice(1));
    expect(await from(21)).toEqual(spans.slice(2));
    expect(await from(-5)).toEqual(spans);
  });

  it("answers for every id asked for, each from its own instant, and for nobody else", async () => {
    const [one, two, none] = [newTimeline(), newTimeline(), newTimeline()];
    const spans = [span(0, 10, "operational"), span(10, null, "major_outage")];
    for (const id of [one, two, newTimeline()]) await replace("component", id, T, spans);
    const wanted = [
      { id: one, fromAt: T },
      { id: two, fromAt: T + 11 },
      { id: none, fromAt: T },
    ];
    const read = await readTimelines(pool(), "component", wanted);
    expect([...read]).toEqual([
      [one, spans],
      [two, spans.slice(1)],
      [none, []],
    ]);
    expect(await readTimelines(pool(), "component", [])).toEqual(new Map());
  });

  it("takes ids for values, whatever they look like", async () => {
    const id = "'; delete from monitor_states; --";
    await replace("monitor", id, T, [span(0, null, "operational")]);
    expect(await whole("monitor", id)).toEqual([span(0, null, "operational")]);
  });
});

describe("timelineChange", () => {
  const before = [span(0, 10, "operational"), span(10, null, "major_outage")];
  it("is nothing when nothing is said differently", () => {
    expect(timelineChange("x", before, structuredClone(before))).toBeNull();
    expect(timelineChange("x", [], [])).toBeNull();
  });

  it.each<[string, Span[], number, Partial<{ removed: number[]; written: number[] }>]>([
    ["an open end closes", [before[0]!, span(10, 30, "major_outage")], 30, { written: [10] }],
    [
      "another state follows",
      [...before.slice(0, 1), span(10, 30, "major_outage"), span(30, null, "operational")],
      30,
      { written: [10, 30] },
    ],
    [
      "the end moves back",
      [span(0, 5, "operational"), span(5, null, "major_outage")],
      5,
      { removed: [10], written: [0, 5] },
    ],
    ["the state was another", [before[0]!, span(10, null, "unknown")], 10, { written: [10] }],
    ["the outage never was", [span(0, null, "operational")], 10, { removed: [10], written: [0] }],
    ["it began earlier", [span(-5, 0, "unknown"), ...before], -5, { written: [-5] }],
    ["everything is gone", [], 0, { removed: [0, 10], written: [] }],
  ])("tells the first instant that changed when %s", (_, after, from, { removed = [], written = [] }) => {
    const change = timelineChange("x", before, after)!;
    expect(change.changedFrom - T).toBe(from);
    expect(change.removed.map((at) => at - T)).toEqual(removed);
    expect(change.written.map((item) => item.startedAt - T)).toEqual(written);
  });

  it("writes only what changed: a long history is not written again", async () => {
    const id = newTimeline();
    const history = Array.from({ length: 50 }, (_, i) =>
      span(i * 10, i === 49 ? null : i * 10 + 10, i % 2 ? "major_outage" : "operational"),
    );
    await replace("monitor", id, T, history);
    const { rows: first } = await pool().query(
      "select xmin::text from monitor_states where monitor_id = $1",
      [id],
    );
    expect(await replace("monitor", id, T + 600, [span(600, null, "operational")])).toBe(T + 600);
    const { rows } = await pool().query(
      "select count(*)::int as n from monitor_states where monitor_id = $1 and xmin::text <> $2",
      [id, first[0].xmin],
    );
    expect(rows).toEqual([{ n: 2 }]);
  });
});

describe("PostgreSQL itself refuses", () => {
  const insert = (id: string, from: number, to: number | null) =>
    writeTimelines(pool(), "monitor", [
      { id, removed: [], written: [span(from, to, "operational")], changedFrom: T },
    ]);

  it("a second open end and a span that ends before it begins, whoever writes it", async () => {
    const id = newTimeline();
    await insert(id, 0, null);
    await expect(insert(id, 10, null)).rejects.toMatchObject({ code: "23505" });
    await expect(insert(newTimeline(), 10, 10)).rejects.toMatchObject({ code: "23514" });
    await expect(insert(newTimeline(), 10, 9)).rejects.toMatchObject({ code: "23514" });
  });

  it("the second of two writers who both open the same timeline", async () => {
    const id = newTimeline();
    const other = await beginOther();
    await other.sql.query("insert into monitor_states values ($1, now(), null, 'operational')", [id]);
    const waiting = insert(id, 0, null);
    waiting.catch(() => {});
    await untilBlocked();
    await other.commit();
    await expect(waiting).rejects.toMatchObject({ code: "23505" });
  });
});
