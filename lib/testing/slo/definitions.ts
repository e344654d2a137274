import { authorize } from "#lib/data/scope.ts";
import { readNames } from "#lib/data/slo/names.ts";
import { storeSli } from "#lib/data/slo/slis.ts";
import { change } from "#lib/data/tx.ts";
import type { SliDefinition, StoredSlo } from "#lib/domain/slo/defining/stored.ts";
import type { ObjectiveDefinition, SloDefinition } from "#lib/domain/slo/definition.ts";
import { defineSlo } from "#lib/usecases/slos/define.ts";

const operator = { kind: "operator", id: "test", pageId: null } as const;

export const sliDefinition = (key: string, fields: Partial<SliDefinition> = {}): SliDefinition => ({
  key,
  name: `${key} of the page`,
  description: null,
  kind: "ratio",
  source: { kind: "measurements" },
  components: [],
  ...fields,
});

/** Makes an SLI of the page (good and total, sent as measurements, if nothing else is said); returns its id. */
export async function makeSli(
  pageId: string,
  key: string,
  fields: Partial<SliDefinition> = {},
  now = Date.now(),
): Promise<string> {
  const scope = authorize(operator, "slos:write", pageId);
  return await change(scope, async (tx) => {
    const names = await readNames(pageId, tx);
    const id = await storeSli(tx, pageId, { sli: sliDefinition(key, fields), names }, now);
    return { result: id, audit: null, event: null };
  });
}

export const objectiveDefinition = (
  key: string,
  fields: Partial<ObjectiveDefinition> = {},
): ObjectiveDefinition => ({
  key,
  name: `${key} objective`,
  translations: {},
  tierKey: null,
  rule: { kind: "ratio", sli: "requests" },
  target: "99.9",
  alerts: [],
  ...fields,
});

/** A definition of an SLO over 30 days; it names the SLI `requests`. */
export const sloDefinition = (fields: Partial<SloDefinition> = {}): SloDefinition => ({
  key: "SLO-900",
  name: "Requests",
  description: null,
  translations: {},
  components: [],
  isPublic: true,
  settings: {
    operational: { kind: "rolling", seconds: 2_592_000 },
    contract: null,
    exclusions: [],
    responses: [],
    notice: "draft",
    levelFloor: null,
    policyId: null,
  },
  objectives: [objectiveDefinition("main")],
  ...fields,
});

/** Makes an SLO as people do; the SLI `requests` with it, if there is none. */
export async function makeSlo(
  pageId: string,
  fields: Partial<SloDefinition> = {},
  now = Date.now(),
): Promise<StoredSlo> {
  if (!(await readNames(pageId)).known.slis.has("requests")) await makeSli(pageId, "requests", {}, now);
  return await defineSlo(authorize(operator, "slos:write", pageId), sloDefinition(fields), now);
}
