import { newId } from "#lib/data/new-id.ts";
import { readLiveComponents } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import { insertDeployment } from "#lib/data/slo/sent/deployments.ts";
import { change } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import {
  type Deployment,
  MAX_DEPLOYMENT_AHEAD_MS,
  type NewDeployment,
} from "#lib/domain/slo/sent/deployment.ts";

/** Tells of a release, so that charts show what changed when. @throws Failure invalid (the future, unknown components) */
export const tellDeployment = (
  scope: Scope<"samples:write">,
  { name, at, url, component_ids }: NewDeployment,
  now: number,
): Promise<Deployment> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    const known = new Set((await readLiveComponents(pageId, component_ids, tx)).map(({ id }) => id));
    const faults = component_ids.flatMap((id, i) =>
      known.has(id)
        ? []
        : [{ path: `deployment.component_ids.${i}`, message: "no such component on this page" }],
    );
    if (at !== undefined && at > now + MAX_DEPLOYMENT_AHEAD_MS)
      faults.push({ path: "deployment.at", message: "must not lie in the future" });
    if (faults.length > 0) throw invalid(faults);
    const result: Deployment = {
      ...{ id: newId(), pageId, name, at: at ?? now, url },
      ...{ componentIds: [...new Set(component_ids)], createdAt: now },
    };
    await insertDeployment(tx, result);
    return {
      result,
      audit: {
        action: "deployment.tell",
        objectKind: "deployment",
        objectId: result.id,
        after: { name, at: new Date(result.at).toISOString(), component_ids: result.componentIds },
      },
      event: { kind: "deployment.told", payload: { deployment_id: result.id } },
    };
  });
