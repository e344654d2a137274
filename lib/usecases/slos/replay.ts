import { pool } from "#lib/data/db.ts";
import type { Scope } from "#lib/data/scope.ts";
import { readObjectives } from "#lib/data/slo/objectives.ts";
import { readWindowRows } from "#lib/data/slo/summing/window-rows.ts";
import type { Sql } from "#lib/data/sql.ts";
import { Failure } from "#lib/domain/errors.ts";
import { slisOf } from "#lib/domain/slo/counting/parts.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import { MAX_FOLLOWED_MS } from "#lib/domain/slo/judging/ranges.ts";
import { type Occurrence, replayObjective } from "#lib/domain/slo/replay/replay.ts";
import { readScopedPage } from "../pages/read.ts";
import { type Document, readProposedObjectives } from "./import.ts";
import { readTimes } from "./round/time.ts";

const DAY_MS = 86_400_000;
/** Longer ones would lack what their first days look back over: windows are kept for about three months. */
export const MAX_REPLAYED_DAYS = 62;

/** What would have been violated, with the objective that it is of. */
export type Replayed = Occurrence & {
  sloKey: string;
  objectiveKey: string;
  objectiveName: string;
  tierKey: string | null;
};

export type Replay = {
  from: number;
  until: number;
  /** How many objectives the policy judges. */
  objectives: number;
  /** With the targets and rules of the policy. */
  proposed: Replayed[];
  /** With those that are in force now, of the same SLOs. */
  current: Replayed[];
};

export type ReplayOptions = { from: number; until: number; now: number };

function requireStretch({ from, until, now }: ReplayOptions): void {
  const fault = (path: string, message: string) =>
    new Failure("invalid", "Nothing can be replayed over this stretch", { faults: [{ path, message }] });
  if (until > now) throw fault("until", "lies in the future");
  if (from >= until) throw fault("from", "must lie before the end");
  if (until - from > MAX_REPLAYED_DAYS * DAY_MS)
    throw fault("from", `a replay covers at most ${MAX_REPLAYED_DAYS} days`);
}

/** How far before its beginning a replay looks. */
const lookBackMs = ({ settings, alerts }: StoredObjective): number =>
  Math.max(
    MAX_FOLLOWED_MS,
    settings.operational.seconds * 1000,
    ...alerts.map((rule) => (rule.kind === "burn" ? rule.longSeconds * 1000 : 0)),
    ...alerts.map((rule) => (rule.kind === "lasting" ? rule.forSeconds * 1000 : 0)),
  );

async function windowsOf(sql: Sql, objective: StoredObjective, { from, until }: ReplayOptions) {
  const slis = slisOf(objective.rule);
  if (objective.rule.kind === "availability") return slis.map(() => []);
  const withCounts = objective.rule.kind === "latency";
  const wanted = slis.map((sliId) => ({ sliId, from: from - lookBackMs(objective), withCounts }));
  const windows = await readWindowRows(sql, wanted, until);
  return slis.map((sliId) => windows.get(sliId)!);
}

/** One objective after the other: the windows of a quarter with their latencies are large. */
async function replayAll(
  objectives: readonly StoredObjective[],
  timeZone: string,
  options: ReplayOptions,
): Promise<Replayed[]> {
  const { from, until } = options;
  const times = await readTimes(pool(), objectives, { timeZone, now: until });
  const replayed: Replayed[] = [];
  for (const objective of objectives) {
    const windows = await windowsOf(pool(), objective, options);
    const time = times.get(objective.id)?.time ?? null;
    const { sloKey, key, name, tierKey } = objective;
    for (const occurrence of replayObjective({ objective, timeZone, windows, time }, { from, until }))
      replayed.push({ ...occurrence, sloKey, objectiveKey: key, objectiveName: name, tierKey });
  }
  return replayed.sort((a, b) => a.detectedAt - b.detectedAt);
}

/**
 * Judges what is stored of [from, until] (ms) with the targets and alert rules of OpenSLO documents: what would have fired, and what
 * fires with the rules that are in force. Nothing is applied and nobody is told.
 * @throws Failure invalid (the stretch, every fault of the documents with its line), malformed, too_large
 */
export async function replaySlos(
  scope: Scope<"slos:write">,
  documents: readonly Document[],
  options: ReplayOptions,
): Promise<Replay> {
  requireStretch(options);
  const proposed = await readProposedObjectives(scope, documents, options.now);
  const keys = new Set(proposed.map(({ sloKey }) => sloKey));
  const current = (await readObjectives(scope.pageId)).filter(({ sloKey }) => keys.has(sloKey));
  const { timeZone } = await readScopedPage(scope);
  const { from, until } = options;
  return {
    ...{ from, until, objectives: proposed.length },
    proposed: await replayAll(proposed, timeZone, options),
    current: await replayAll(current, timeZone, options),
  };
}
