import { z } from "zod";

import { id } from "#lib/domain/id.ts";
import type { Change } from "#lib/domain/slo/defining/changes.ts";
import { newSlo, objectiveInput } from "#lib/domain/slo/defining/input.ts";
import type { SloVersion, StoredSlo } from "#lib/domain/slo/defining/stored.ts";
import { wireOf } from "#lib/domain/slo/defining/wire.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

/** An SLO with its objectives; components and SLIs by the names that people gave them. */
export const sloBody = z
  .object({
    id,
    page_id: id,
    version: z.number().int().meta({ description: "Counts changes; give it back with a PATCH" }),
    position: z.number().int(),
    ...newSlo.shape,
    objectives: z.array(objectiveInput.extend({ id })),
    created_at: instant,
    updated_at: instant,
    archived_at: instant.nullable(),
  })
  .meta({ id: "Slo" });

export function presentSlo(slo: StoredSlo): z.output<typeof sloBody> {
  const { objectives, ...wire } = wireOf(slo.definition);
  return {
    id: slo.id,
    page_id: slo.pageId,
    version: slo.version,
    position: slo.position,
    ...wire,
    objectives: objectives.map((objective, i) => ({ id: slo.objectiveIds[i]!, ...objective })),
    created_at: instantText(slo.createdAt),
    updated_at: instantText(slo.updatedAt),
    archived_at: instantTextOrNull(slo.archivedAt),
  };
}

export const versionBody = z
  .object({
    version: z.number().int(),
    document: z.string().meta({ description: "OpenSLO v1, YAML" }),
    author: z.object({ kind: z.string(), id: z.string() }),
    created_at: instant,
  })
  .meta({ id: "SloVersion" });

export const presentVersion = (one: SloVersion): z.output<typeof versionBody> => ({
  version: one.version,
  document: one.document,
  author: { kind: one.actorKind, id: one.actorId },
  created_at: instantText(one.createdAt),
});

const said = z.object({ path: z.string(), message: z.string() });
export const changeBody = z
  .object({
    noun: z.enum(["tier", "sli", "slo"]),
    key: z.string(),
    act: z.enum(["add", "change", "archive", "same"]),
    fields: z
      .array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .meta({ description: "Fields that differ; null: it was, or is, not there" }),
  })
  .meta({ id: "DefinitionChange" });
export const previewBody = z
  .object({ change: changeBody, faults: z.array(said), notes: z.array(said) })
  .meta({ id: "SloPreview" });
export const importedBody = z
  .object({
    dry_run: z.boolean(),
    changes: z.array(changeBody),
    notes: z.array(said).meta({
      description: "What is read in another way than others may mean it, each with its line",
    }),
  })
  .meta({ id: "OpenSloImport" });

export const presentImported = (imported: { changes: Change[]; notes: object[]; isDryRun: boolean }) => ({
  dry_run: imported.isDryRun,
  changes: imported.changes,
  notes: imported.notes,
});
