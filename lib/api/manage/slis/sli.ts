import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { newSli } from "#lib/domain/slo/defining/sli-input.ts";
import type { StoredSliDefinition } from "#lib/domain/slo/defining/stored.ts";
import { instant, instantText } from "../instant.ts";

/** One series of figures and where it comes from. */
export const sliBody = z
  .object({
    id,
    ...newSli.shape,
    revision: z.number().int().meta({ description: "Counts changes; give it back with a PATCH" }),
    archived: z.boolean(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: "Sli" });

export const presentSli = (sli: StoredSliDefinition): z.output<typeof sliBody> => ({
  id: sli.id,
  key: sli.key,
  name: sli.name,
  description: sli.description,
  kind: sli.kind,
  source: sli.source,
  components: sli.components,
  revision: sli.revision,
  archived: sli.isArchived,
  created_at: instantText(sli.createdAt),
  updated_at: instantText(sli.updatedAt),
});

export const sliExample: z.output<typeof sliBody> = {
  id: "s1i000000001",
  key: "payments",
  name: "결제",
  description: "성공한 결제의 비율입니다.",
  kind: "ratio",
  source: {
    kind: "prometheus",
    url: "https://prometheus.example.com",
    total: "sum(increase(payments_total[5m]))",
    bad: 'sum(increase(payments_total{outcome="failed"}[5m]))',
  },
  components: ["rest-api"],
  revision: 1,
  archived: false,
  created_at: "2026-11-24T01:00:00.000Z",
  updated_at: "2026-11-24T01:00:00.000Z",
};
