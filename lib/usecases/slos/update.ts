import type { Scope } from "#lib/data/scope.ts";
import { readDefinition } from "#lib/data/slo/definitions.ts";
import { readNames, withPlainNames } from "#lib/data/slo/names.ts";
import { type Fault, notFound } from "#lib/domain/errors.ts";
import { given } from "#lib/domain/input/given.ts";
import { type Change, changeOf } from "#lib/domain/slo/defining/changes.ts";
import { definitionFaults, definitionNotes } from "#lib/domain/slo/defining/faults.ts";
import { definitionOf, newSlo, type SloPatch } from "#lib/domain/slo/defining/input.ts";
import { normalDefinition } from "#lib/domain/slo/defining/normal.ts";
import type { StoredSlo } from "#lib/domain/slo/defining/stored.ts";
import { wireOf } from "#lib/domain/slo/defining/wire.ts";
import type { SloDefinition } from "#lib/domain/slo/definition.ts";
import { defineSlo } from "./define.ts";

async function patched(pageId: string, id: string, { version: _, ...patch }: SloPatch) {
  const stored = await readDefinition(pageId, id);
  if (!stored) throw notFound("slo");
  const definition = definitionOf(newSlo.parse({ ...wireOf(stored.definition), ...given(patch) }));
  return { stored, definition };
}

/**
 * Changes an SLO: its next version. What the patch leaves out stays; objectives are given whole and keep what they are by their
 * keys. An archived SLO comes back. @throws Failure not_found, invalid, conflict (another version since it was read)
 */
export async function updateSlo(
  scope: Scope<"slos:write">,
  id: string,
  patch: SloPatch,
  now: number,
): Promise<StoredSlo> {
  const { stored, definition } = await patched(scope.pageId, id, patch);
  // Whoever names no version means the one that the rest was taken from.
  return await defineSlo(scope, definition, now, { version: patch.version ?? stored.version });
}

/** What a change would do, its faults and what should be known besides; nothing is written. */
export type SloPreview = { change: Change; faults: Fault[]; notes: Fault[] };

async function preview(
  pageId: string,
  before: SloDefinition | null,
  after: SloDefinition,
): Promise<SloPreview> {
  const names = await readNames(pageId);
  const slo = withPlainNames(normalDefinition(after), names);
  const change = changeOf({ noun: "slo", key: slo.key }, before && wireOf(before), wireOf(slo));
  return { change, faults: definitionFaults(slo, names.known), notes: definitionNotes(slo) };
}

/** A dry run of `updateSlo`. @throws Failure not_found */
export async function previewUpdate(
  { pageId }: Pick<Scope<"page:read">, "pageId">,
  id: string,
  patch: SloPatch,
): Promise<SloPreview> {
  const { stored, definition } = await patched(pageId, id, patch);
  return await preview(pageId, stored.archivedAt === null ? stored.definition : null, definition);
}
