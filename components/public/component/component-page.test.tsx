import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readerOf } from "#components/ui/reader.ts";
import type { LatencyPoint } from "#lib/domain/history/latency.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import {
  badDaySnapshot,
  COMPONENT_IDS,
  calmSnapshot,
  unknownSnapshot,
  withTexts,
} from "#lib/testing/snapshots.ts";
import { ComponentPage, type Latency } from "./component-page.tsx";
import { linePath } from "./latency-svg.tsx";

const HOUR_MS = 3_600_000;
const points: LatencyPoint[] = [10, 20, null, 40].map((p50, i) => ({
  at: Date.UTC(2026, 10, 23, i),
  p50,
  p95: p50 && p50 * 2,
  p99: p50 && p50 * 4,
}));
const latency: Latency = {
  hours: points,
  days: points.map((point) => ({ ...point, at: point.at - 24 * HOUR_MS })),
};

function render(snapshot: Snapshot, id: string, measured: Latency | null = latency) {
  const component = snapshot.components.find((one) => one.id === id)!;
  const reader = readerOf(snapshot, "en");
  return renderToStaticMarkup(
    <ComponentPage snapshot={snapshot} component={component} reader={reader} latency={measured} />,
  );
}

describe("the page of a component", () => {
  it("says how it is, since when, and what touches it", () => {
    const html = render(badDaySnapshot(), COMPONENT_IDS.agents);
    expect(html).toContain("<h1>Agent execution</h1>");
    expect(html).toMatch(
      /Major outage<\/strong> · since <time dateTime="2026-11-23T05:04:00.000Z">23 November 2026, 14:04 KST/,
    );
    expect(html).toContain("Agent tasks do not start");
    expect(html).not.toContain("REST API 응답 지연");
    expect(render(badDaySnapshot(), COMPONENT_IDS.data)).toContain("Backup storage expansion");
  });

  it("shows its figures as the snapshot has them, and leaves out what was not measured", () => {
    const html = render(calmSnapshot(), COMPONENT_IDS.agents);
    for (const figure of ["99.97 %", "84 ms", "212 ms", "640 ms", "99.96 %"]) expect(html).toContain(figure);
    expect(render(unknownSnapshot(), COMPONENT_IDS.agents, { hours: [], days: [] })).not.toContain("<dl");
  });

  it("tells that a person set the state", () => {
    const snapshot = calmSnapshot();
    snapshot.components[0]!.overridden = true;
    expect(render(snapshot, COMPONENT_IDS.rest)).toContain("This state was set by hand.");
    expect(render(calmSnapshot(), COMPONENT_IDS.rest)).not.toContain("by hand");
  });

  it("draws response times as a picture with a sentence and as a table", () => {
    const html = render(calmSnapshot(), COMPONENT_IDS.rest);
    expect(html).toContain(
      'aria-label="Response time, Last 48 hours, per hour. Newest values: median (P50) 40 ms, P95 80 ms, P99 160 ms"',
    );
    expect(html).toContain("200\u00a0ms");
    expect(html).toContain(
      '<th scope="row">23 November, 12:00 KST</th><td>40 ms</td><td>80 ms</td><td>160 ms</td>',
    );
    expect(html.match(/<tbody>.*?<\/tbody>/)?.[0].match(/<tr>/g)).toHaveLength(3);
  });

  it("goes on without response times: none yet, or none readable", () => {
    const nothing = points.map(({ at }) => ({ at, p50: null, p95: null, p99: null }));
    expect(render(calmSnapshot(), COMPONENT_IDS.rest, { hours: nothing, days: [] })).toContain(
      "No response times in this period.",
    );
    const away = render(calmSnapshot(), COMPONENT_IDS.rest, null);
    expect(away).toContain("Response times cannot be read right now.");
    expect(away).toContain("<h1>REST API</h1>");
  });

  it("has no inline style, and escapes names", () => {
    const html = render(withTexts(badDaySnapshot(), "</h1><script>x</script>"), COMPONENT_IDS.agents);
    expect(html).not.toMatch(/\sstyle=|<script/);
  });
});

describe("the line of a percentile", () => {
  it("breaks where nothing was measured, and draws a lone point as a dot", () => {
    expect(linePath(points, "p50", 40)).toBe("M0 75L1 50M3 0h0");
    expect(linePath([], "p50", 40)).toBe("");
  });
});
