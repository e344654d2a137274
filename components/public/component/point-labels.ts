import type { LatencyPoint } from "#lib/domain/history/latency.ts";
import type { Language } from "#lib/domain/language.ts";
import { momentText } from "#lib/domain/moments.ts";
import type { ChartRange } from "./latency-island.tsx";

/** What stands below each point: the hour or the day, in the page's zone. */
export const pointLabels = (
  points: readonly LatencyPoint[],
  range: ChartRange,
  timeZone: string,
  language: Language,
): string[] =>
  points.map(({ at }) => momentText(at, range === "response_48h" ? "moment" : "day", timeZone, language));
