import type { Scope } from "#lib/data/scope.ts";
import { readDeployments } from "#lib/data/slo/sent/deployments.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Deployment, DeploymentFilter } from "#lib/domain/slo/sent/deployment.ts";

/** Releases of the page, the latest first. */
export const listDeployments = (
  { pageId }: Scope<"page:read">,
  filter: DeploymentFilter,
  window: ListWindow,
): Promise<Deployment[]> => readDeployments(pageId, filter, window);
