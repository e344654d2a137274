import { basename } from "node:path";
import { durationText, momentText, shownPercent } from "#lib/domain/moments.ts";
import { dayBounds } from "#lib/domain/status/calendar.ts";
import { readScopedPage } from "#lib/usecases/pages/read.ts";
import { type Replay, type Replayed, replaySlos } from "#lib/usecases/slos/replay.ts";
import { readDocument } from "../../catalogue-files.ts";
import { Refusal } from "../../refusal.ts";
import type { CommandContext, RegisterCommands } from "../context.ts";
import { operatorScope, type VerbOptions, withOptions } from "../operate.ts";
import { printOne, tableText } from "../output.ts";

type Options = VerbOptions & { from: string; until?: string; policy: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** "2026-11-01" begins in the page's zone; an instant tells its own. @throws Refusal */
function momentOf(name: string, text: string, timeZone: string): number {
  const at = DAY.test(text) && !Number.isNaN(Date.parse(text)) ? dayBounds(text, timeZone).startedAt : null;
  const instant = at ?? (/[Zz]|[+-]\d{2}:\d{2}$/.test(text) ? Date.parse(text) : Number.NaN);
  if (Number.isNaN(instant))
    throw new Refusal(
      `--${name} ${text}: a day (2026-11-01) or an instant with its zone (2026-11-01T09:00Z)`,
    );
  return instant;
}

function valueText(value: string, unit: Replayed["unit"]): string {
  if (unit === "us") return `${Number(value) / 1000} ms`;
  return unit === "percent" ? `${shownPercent(value)}%` : value;
}

function rowOf(one: Replayed, timeZone: string) {
  const at = (instant: number) => momentText(instant, "moment", timeZone, "en");
  return [
    one.sloKey,
    one.objectiveKey,
    one.severity,
    one.rule,
    at(one.startedAt),
    at(one.detectedAt),
    one.endedAt === null ? "open" : durationText((one.endedAt - one.startedAt) / 1000, "en"),
    `${valueText(one.actual, one.unit)} of ${valueText(one.target, one.unit)}`,
  ];
}

const HEADINGS = ["slo", "objective", "severity", "rule", "started", "detected", "lasted", "actual"];
const countOf = (found: readonly Replayed[]): string => {
  const pages = found.filter(({ severity }) => severity === "critical").length;
  return `${found.length} (${pages} critical)`;
};

/** The violations as a table, and how many there are with the rules that are in force. */
function textOf({ proposed, current, objectives }: Replay, timeZone: string): string {
  const rows = proposed.map((one) => rowOf(one, timeZone));
  return [
    ...(rows.length > 0 ? [tableText(HEADINGS, rows), ""] : []),
    `Objectives replayed: ${objectives}. With this policy ${countOf(proposed)} would have fired; with the rules in force ${countOf(current)}.`,
  ].join("\n");
}

const wired = (found: readonly Replayed[]) =>
  found.map((one) => {
    const at = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
    return {
      ...{ slo: one.sloKey, objective: one.objectiveKey, tier: one.tierKey, scope: one.scope },
      ...{ severity: one.severity, rule: one.rule, actual: one.actual, target: one.target, unit: one.unit },
      ...{ started_at: at(one.startedAt), detected_at: at(one.detectedAt), ended_at: at(one.endedAt) },
      ...{ resolved_at: at(one.resolvedAt), reopened: one.reopened },
    };
  });

/** `slo replay`: stored history against changed targets and alert rules. */
export function registerReplay(slo: Parameters<RegisterCommands>[0], context: CommandContext): void {
  withOptions(slo.command("replay"))
    .description(
      "judge stored history by the SLOs of a file, and print what would have fired; nothing changes",
    )
    .requiredOption("--from <moment>", "where history begins: a day of the page's zone, or an instant")
    .option("--until <moment>", "where it ends; now if left out")
    .requiredOption("--policy <file>", "SLOs with other targets or alert rules, OpenSLO v1")
    .action(async (options: Options) => {
      const document = { name: basename(options.policy), text: readDocument(options.policy) };
      await context.withDatabase(async () => {
        const scope = await operatorScope("slos:write", options);
        const { timeZone } = await readScopedPage(await operatorScope("page:read", options));
        const now = Date.now();
        const from = momentOf("from", options.from, timeZone);
        const until = options.until === undefined ? now : momentOf("until", options.until, timeZone);
        const replay = await replaySlos(scope, [document], { from, until, now });
        const { proposed, current, objectives } = replay;
        const json = {
          ...{ from: new Date(from).toISOString(), until: new Date(until).toISOString(), objectives },
          ...{ proposed: wired(proposed), current: wired(current) },
        };
        printOne(json, { json: options.json ?? false, text: textOf(replay, timeZone) });
      });
    });
}
