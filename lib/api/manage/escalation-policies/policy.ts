import { z } from "zod";
import { type EscalationPolicy, LEVELS, type PageTarget } from "#lib/domain/escalation/policy.ts";
import { id } from "#lib/domain/id.ts";

const target = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("contact"), contact_id: id }),
  z.object({ kind: z.literal("person"), user_id: z.string() }),
  z.object({ kind: z.literal("schedule"), schedule_id: id }),
]);

/** Whom a violation pages, and when. */
export const policyBody = z
  .object({
    id,
    page_id: id,
    name: z.string(),
    is_default: z.boolean(),
    levels: z.array(
      z.object({
        level: z.literal([...LEVELS]),
        after_seconds: z.number().int(),
        pages: z
          .array(target)
          .meta({ description: "Empty, from level 2 on: everybody who may work on incidents" }),
        checklist: z.array(z.object({ key: z.string(), ko: z.string(), en: z.string() })),
      }),
    ),
    revision: z.number().int(),
  })
  .meta({ id: "EscalationPolicy" });

function presentTarget(given: PageTarget): z.infer<typeof target> {
  if (given.kind === "person") return { kind: "person", user_id: given.userId };
  if (given.kind === "schedule") return { kind: "schedule", schedule_id: given.scheduleId };
  return { kind: "contact", contact_id: given.contactId };
}

export const presentPolicy = (policy: EscalationPolicy): z.infer<typeof policyBody> => ({
  id: policy.id,
  page_id: policy.pageId,
  name: policy.name,
  is_default: policy.isDefault,
  levels: policy.levels.map(({ level, afterSeconds, pages, checklist }) => ({
    level,
    after_seconds: afterSeconds,
    pages: pages.map(presentTarget),
    checklist,
  })),
  revision: policy.revision,
});

export const policyExample: z.infer<typeof policyBody> = {
  id: "p0l1cy000001",
  page_id: "p0qjfl24znv5",
  name: "야간",
  is_default: true,
  levels: [
    { level: 1, after_seconds: 0, pages: [], checklist: [] },
    {
      level: 2,
      after_seconds: 300,
      pages: [{ kind: "person", user_id: "u53r00000001" }],
      checklist: [{ key: "diagnosis", ko: "수동 진단 시작", en: "Diagnosis by hand begun" }],
    },
  ],
  revision: 1,
};
