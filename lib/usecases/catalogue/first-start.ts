import { newId } from "#lib/data/new-id.ts";
import { authorize } from "#lib/data/scope.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import { registerActions } from "../escalation/register.ts";
import { currentPage } from "../pages/current.ts";
import type { Document } from "../slos/import.ts";
import { ensureBootstrapToken } from "../tokens/bootstrap.ts";
import { applyCatalogue } from "./apply.ts";
import { ensureDefinitions } from "./definitions.ts";
import { ensurePlatformMonitors } from "./platform.ts";
import { readCatalogue } from "./read.ts";

const SYSTEM: Actor = { kind: "system", id: "start", pageId: null };

export type FirstStart = {
  pageId: string;
  /** What was done to the page, as lines of a diff; empty on ordinary starts. */
  lines: string[];
  token: "set" | "revoked" | "unchanged";
};

/**
 * What every start makes sure of: the page (from the catalogue, once), its monitors below PLATFORM_URL (as soon as that
 * is set), the token of API_TOKEN (and its end when the variable is gone). Several machines may start together.
 * @throws Failure when the catalogue has faults, each with its line
 */
export async function ensureFirstStart(options: {
  /** The catalogue as YAML. */
  catalogue: string;
  /** Tiers and SLOs of the catalogue in OpenSLO, for a page that has none. */
  definitions?: readonly Document[];
  platformUrl: string | undefined;
  apiToken: string | undefined;
  now: number;
}): Promise<FirstStart> {
  const { platformUrl, apiToken, now } = options;
  const document = readCatalogue(options.catalogue);
  let lines: string[] = [];
  if (!(await currentPage())) {
    const scope = authorize(SYSTEM, "settings:write", newId());
    ({ lines } = await applyCatalogue(scope, document, { now, platformUrl, onlyFirst: true }));
  }
  const { id: pageId } = (await currentPage())!;
  const isNew = lines.length > 0;
  if (platformUrl !== undefined && !isNew)
    lines = await ensurePlatformMonitors(authorize(SYSTEM, "monitors:write", pageId), document, {
      platformUrl,
      now,
    });
  const defining = authorize(SYSTEM, "slos:write", pageId);
  const defined = await ensureDefinitions(defining, options.definitions ?? [], { now, isNew });
  // What answers the SLOs of the contract, as dry runs until somebody says where they go.
  if (defined.length > 0) await registerActions(defining, now);
  lines = [...lines, ...defined];
  const token = await ensureBootstrapToken(authorize(SYSTEM, "tokens:write", pageId), apiToken, now);
  return { pageId, lines, token };
}
