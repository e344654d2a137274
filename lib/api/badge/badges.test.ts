import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { placeAt } from "#lib/testing/fixtures/place.ts";
import {
  badDaySnapshot,
  COMPONENT_IDS,
  calmSnapshot,
  emptySnapshot,
  GROUP_IDS,
  unknownSnapshot,
  withTexts,
} from "#lib/testing/snapshots.ts";
import { FIELD_COLOURS } from "../colours.ts";
import { componentUptimeBadge, pageBadge, pageUptimeBadge, stateBadge } from "./badges.ts";

const of = (component: string, locale?: "ko" | "en") =>
  placeAt({ locale, params: { component: `${component}.svg` } });
const titleOf = (document: { body: unknown }) => /<title>(.*?)<\/title>/.exec(String(document.body))?.[1];

describe("badges", () => {
  it.each([
    ["page.calm", pageBadge, calmSnapshot(), placeAt()],
    ["page.bad-day.ko", pageBadge, badDaySnapshot(), placeAt({ locale: "ko" })],
    ["page.unknown.ko", pageBadge, unknownSnapshot(), placeAt({ locale: "ko" })],
    ["component.bad-day.ko", stateBadge, badDaySnapshot(), of(COMPONENT_IDS.agents, "ko")],
    ["component.uptime.en", componentUptimeBadge, calmSnapshot(), of(COMPONENT_IDS.agents, "en")],
  ] as const)("%s is drawn as declared", async (name, present, snapshot, place) => {
    const document = present(snapshot, place);
    expect(document.contentType).toBe("image/svg+xml; charset=utf-8");
    await expect(`${document.body}\n`).toMatchFileSnapshot(`./goldens/${name}.svg`);
  });

  it("tells the page's sentence, in English at the root and in the language of the path below it", () => {
    expect(titleOf(pageBadge(calmSnapshot(), placeAt()))).toBe("T-Developer: All Systems Operational");
    expect(titleOf(pageBadge(calmSnapshot(), placeAt({ locale: "ko" })))).toBe(
      "T-Developer: 모든 시스템 정상",
    );
    expect(titleOf(pageBadge(unknownSnapshot(), placeAt({ locale: "en" })))).toBe("T-Developer: No data yet");
    expect(titleOf(pageBadge(emptySnapshot(), placeAt()))).toBe("T-Developer: No components yet");
  });

  it("tells a component's state, and a group's as the worst of its members", () => {
    const en = (id: string) => titleOf(stateBadge(badDaySnapshot(), of(id, "en")));
    expect(en(COMPONENT_IDS.agentcore)).toBe("AgentCore integration: Partial outage");
    expect(en(COMPONENT_IDS.console)).toBe("Web console and sessions: No data");
    expect(en(GROUP_IDS.agents)).toBe("Agents: Major outage");
  });

  it("cuts uptime to two decimals and never rounds it up", () => {
    const snapshot = calmSnapshot();
    snapshot.components[0]!.uptime90d = "99.9999";
    expect(titleOf(componentUptimeBadge(snapshot, of(COMPONENT_IDS.rest, "en")))).toBe(
      "REST API · 90-day uptime: 99.99 %",
    );
    expect(titleOf(pageUptimeBadge(unknownSnapshot(), placeAt({ locale: "ko" })))).toBe(
      "T-Developer · 90일 가용성: 데이터 없음",
    );
  });

  it.each([
    ["100.0000", "operational"],
    ["99.9000", "operational"],
    ["99.8999", "degraded_performance"],
    ["98.9999", "partial_outage"],
    ["94.9999", "major_outage"],
    ["0.0000", "major_outage"],
  ] as const)("colours %s % as %s", (uptime, tone) => {
    const snapshot: Snapshot = { ...calmSnapshot(), page: { ...calmSnapshot().page, uptime90d: uptime } };
    expect(String(pageUptimeBadge(snapshot, placeAt()).body)).toContain(FIELD_COLOURS[tone].field);
  });

  it("answers 404 with a picture that says so for an id that the page does not have", () => {
    for (const present of [stateBadge, componentUptimeBadge]) {
      const document = present(calmSnapshot(), of("nosuchcompon", "ko"));
      expect(document.status).toBe(404);
      expect(titleOf(document)).toBe("T-Developer: 없는 구성 요소");
    }
  });

  it("stays well-formed whatever a name holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), (name) => {
        const body = String(stateBadge(withTexts(calmSnapshot(), name), of(COMPONENT_IDS.rest)).body);
        // What is left when the known tags are taken away holds no mark-up character that is not an entity.
        const texts = body.replace(/<\/?(svg|title|clipPath|g|rect|text|path|circle)( [^<>]*)?\/?>/g, "");
        expect(texts).not.toMatch(/[<>"]|&(?!(amp|lt|gt|quot|#39);)/);
        expect(body.isWellFormed()).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
        expect(body).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
      }),
      {
        examples: [
          ["<script>alert(1)</script>"],
          ['" onload="x'],
          ["]]>"],
          ["\ud800"],
          ["\u0000\ufffe"],
          ["&amp;"],
        ],
      },
    );
  });
});
