import { prisma } from "#lib/data/db.ts";
import type { Prisma } from "#lib/data/generated/client.ts";
import { newId } from "#lib/data/new-id.ts";
import type { AlertRule, ObjectiveRule, SloSettings, StoredObjective } from "#lib/domain/slo/definition.ts";
import type { Firing, Verdict } from "#lib/domain/slo/life.ts";

export const SETTINGS: SloSettings = {
  operational: { kind: "rolling", seconds: 2_592_000 },
  contract: { kind: "month", timeZone: "Asia/Seoul" },
  exclusions: ["planned_maintenance"],
  responses: [],
  notice: "draft",
  levelFloor: null,
  policyId: null,
};

export type ObjectiveRowOptions = {
  sloKey?: string;
  key?: string;
  rule?: ObjectiveRule;
  target?: string;
  alerts?: AlertRule[];
  componentIds?: string[];
  settings?: Partial<SloSettings>;
  isPublic?: boolean;
};

/** An SLO of one objective as its rows alone, and the objective as judging reads it. */
export async function makeObjective(
  pageId: string,
  options: ObjectiveRowOptions = {},
): Promise<StoredObjective> {
  const [sloId, id] = [newId(), newId()];
  const { sloKey = `SLO-${sloId}`, key = "main", target = "99.9", alerts = [], componentIds = [] } = options;
  const rule = options.rule ?? { kind: "ratio", sli: "requests" };
  const settings = { ...SETTINGS, ...options.settings };
  const json = (value: unknown) => value as Prisma.InputJsonValue;
  await prisma().slo.create({
    data: {
      id: sloId,
      pageId,
      key: sloKey,
      name: `${sloKey} of the page`,
      position: 1,
      componentIds,
      isPublic: options.isPublic ?? true,
      settings: json(settings),
      objectives: {
        create: {
          id,
          key,
          name: `${key} objective`,
          rule: json(rule),
          target,
          alerts: json(alerts),
          position: 1,
        },
      },
    },
  });
  const named = { key, name: `${key} objective`, translations: {}, tierKey: null };
  return {
    ...named,
    ...{
      id,
      sloId,
      sloKey,
      sloName: `${sloKey} of the page`,
      pageId,
      componentIds,
      settings,
      rule,
      target,
      alerts,
    },
  };
}

const MINUTE = 60_000;

/** A verdict in which a rule has fired since a minute before `at`. */
export const violated = (at: number, fields: Partial<Firing> = {}): Verdict => ({
  kind: "violated",
  firing: {
    rule: "burn:3600:14.4",
    severity: "critical",
    startedAt: at - MINUTE,
    detectedAt: at,
    lastBadAt: at,
    actual: "98.2",
    target: "99.9",
    unit: "percent",
    ...fields,
  },
});
export const met = (at: number): Verdict => ({ kind: "met", endedAt: at - MINUTE, resolvedAt: at });
