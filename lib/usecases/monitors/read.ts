import { readMonitor } from "#lib/data/page/monitors.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { Monitor } from "#lib/domain/page/monitor.ts";

/** One monitor that is not archived. @throws Failure not_found */
export async function readOneMonitor(scope: Scope<"page:read">, id: string): Promise<Monitor> {
  const monitor = await readMonitor(scope.pageId, id);
  if (!monitor || monitor.archivedAt !== null) throw notFound("monitor");
  return monitor;
}
