import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { cutPercent } from "#components/public/slo/period.ts";
import { SloPage } from "#components/public/slo/slo-page.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { slosDocument, slosTable } from "#lib/api/slo/slos.ts";
import { pool } from "#lib/data/db.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { makeSli, makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { putWindows, windowsOf } from "#lib/testing/slo/windows.ts";
import { evaluateSlos } from "#lib/usecases/slos/round/evaluate.ts";
import { buildSnapshot } from "#lib/usecases/snapshot/build.ts";

withDatabase();
const T = Date.parse("2026-11-24T10:02:30Z");
const STEP = 300_000;
const HISTORIES = 12;
const PLACE = {
  publicUrl: "https://status.example.com",
  locale: "en" as const,
  params: {},
  query: new URLSearchParams(),
};

const snapshotOf = async (pageId: string): Promise<Snapshot> => ({
  ...(await buildSnapshot(pageId, T)),
  ...{ version: 1, updatedAt: new Date(T).toISOString() },
});
const shown = (snapshot: Snapshot) => {
  const html = renderToStaticMarkup(<SloPage snapshot={snapshot} reader={readerOf(snapshot, "en")} />);
  return (html.match(/<tr>.*?<\/tr>/g) ?? []).slice(1).map((row) => row.replace(/<[^>]*>/g, " "));
};
const told = (snapshot: Snapshot) => JSON.parse(String(slosDocument(snapshot, PLACE).body));
const lines = (snapshot: Snapshot) =>
  String(slosTable(snapshot).body)
    .trim()
    .split("\r\n")
    .map((line) => line.slice(1, -1).split('","'));

/** The share of good in the database itself, as a decimal cut after six digits. */
async function inDatabase(sliId: string, from: string, until: string) {
  const { rows } = await pool().query(
    `select coalesce(sum(good), 0)::text as good, coalesce(sum(total), 0)::text as total,
       trunc(100 * sum(good) / nullif(sum(total), 0)::numeric, 6)::text as share
     from sli_windows where sli_id = $1 and window_at >= $2 and window_at < $3`,
    [sliId, from, until],
  );
  return rows[0];
}

function history(): ReturnType<typeof windowsOf> {
  return Array.from({ length: 6 }, () => {
    const letters = Array.from({ length: 30 }, () => "gggb."[Math.floor(Math.random() * 5)]!).join("");
    const from = Math.floor((T - Math.random() * 89 * 86_400_000) / STEP) * STEP;
    return windowsOf(from, letters, 2 * Math.ceil(Math.random() * 5_000)).filter(({ at }) => at + STEP <= T);
  }).flat();
}

describe("figures of random histories", () => {
  it("agree on page, JSON, CSV and in the database, to the last digit that is shown", async () => {
    for (let run = 0; run < HISTORIES; run++) {
      const pageId = await makePage({ timeZone: "Asia/Seoul" });
      const sliId = await makeSli(pageId, "requests");
      const unique = new Map(history().map((window) => [window.at, window]));
      await putWindows(sliId, [...unique.values()]);
      const contract = { kind: "month", timeZone: "Asia/Seoul" } as const;
      await makeSlo(pageId, {
        settings: {
          ...{
            operational: { kind: "rolling", seconds: 2_592_000 },
            contract,
            exclusions: [],
            responses: [],
          },
          ...{ notice: "off", levelFloor: null, policyId: null },
        },
        objectives: [objectiveDefinition("main", { target: "75" })],
      });
      await evaluateSlos({ failed: (_, error) => expect(error).toBeUndefined() }, T);
      const snapshot = await snapshotOf(pageId);
      const [row] = shown(snapshot);
      const csv = lines(snapshot);
      const [objective] = told(snapshot).slos[0].objectives;
      for (const [name, line] of [
        ["month", csv[1]],
        ["ninety_days", csv[2]],
      ] as const) {
        const period = objective[name];
        const truth = await inDatabase(sliId, period.from, period.until);
        expect([period.good, period.total, period.attainment]).toEqual([
          truth.good,
          truth.total,
          truth.share,
        ]);
        expect([line![8], line![9], line![10]]).toEqual([truth.good, truth.total, truth.share ?? ""]);
        if (truth.share !== null) expect(row).toContain(`${cutPercent(truth.share)} %`);
      }
    }
  });

  it("of private SLOs and components are told to nobody", async () => {
    const pageId = await makePage();
    const hidden = await makeComponent(pageId, { published: false });
    await makeSlo(pageId, { key: "SLO-SECRET", name: "marker-private", isPublic: false });
    await makeSlo(pageId, { key: "SLO-OPEN", components: [hidden] });
    const snapshot = await snapshotOf(pageId);
    const everything =
      JSON.stringify(snapshot) + JSON.stringify(told(snapshot)) + lines(snapshot) + shown(snapshot);
    expect(everything).not.toMatch(/SLO-SECRET|marker-private/);
    expect(everything).not.toContain(hidden);
    expect(told(snapshot).slos).toMatchObject([{ key: "SLO-OPEN", component_ids: [] }]);
  });

  it("of what was never measured are null, not zero", async () => {
    const pageId = await makePage();
    await makeSlo(pageId);
    const snapshot = await snapshotOf(pageId);
    expect(told(snapshot).slos[0].objectives[0]).toMatchObject({ month: null, ninety_days: null });
    expect(lines(snapshot)).toHaveLength(1);
    expect(shown(snapshot)[0]).toContain("No data");
  });
});
