import { z } from "zod";
import { id } from "../id.ts";
import { singleLine } from "../input/text.ts";
import { level } from "./level-input.ts";
import type { EscalationLevel, PageTarget } from "./policy.ts";

export const MAX_POLICIES = 50;
const MAX_TARGETS = 20;
const MAX_CHECKLIST = 20;
const MAX_AFTER_SECONDS = 86_400;
const MAX_ITEM_LENGTH = 200;

const target = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("contact"), contact_id: id }),
    z.object({ kind: z.literal("person"), user_id: z.string().min(1).max(64) }),
    z.object({ kind: z.literal("schedule"), schedule_id: id }),
  ])
  .meta({ description: "A contact point, a person over all of theirs, or whoever is on call by a schedule" });

const item = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "lower case letters, digits and _, such as legal_review"),
  ko: singleLine(MAX_ITEM_LENGTH),
  en: singleLine(MAX_ITEM_LENGTH),
});

export const policyLevel = z.object({
  level,
  after_seconds: z
    .number()
    .int()
    .min(0)
    .max(MAX_AFTER_SECONDS)
    .meta({ description: "Seconds after the violation was detected, not after the level before" }),
  pages: z.array(target).max(MAX_TARGETS, `at most ${MAX_TARGETS} recipients`).default([]),
  checklist: z.array(item).max(MAX_CHECKLIST, `at most ${MAX_CHECKLIST} steps`).default([]),
});

const levels = z
  .array(policyLevel)
  .min(1, "at least level 1")
  .max(4, "at most 4 levels")
  .superRefine((given, { addIssue }) => {
    const refuse = (path: (string | number)[], message: string) =>
      addIssue({ code: "custom", path, message });
    for (const [i, one] of given.entries()) {
      const before = given[i - 1];
      if (i === 0 && (one.level !== 1 || one.after_seconds !== 0))
        refuse([0], "the first is level 1, after 0 seconds");
      if (before && one.level <= before.level) refuse([i, "level"], "levels come in order, each once");
      if (before && one.after_seconds < before.after_seconds)
        refuse([i, "after_seconds"], "must not come before the level below it");
      const keys = one.checklist.map(({ key }) => key);
      if (new Set(keys).size < keys.length) refuse([i, "checklist"], "two steps have the same key");
    }
  });

export const newEscalationPolicy = z.object({
  name: singleLine(100),
  is_default: z
    .boolean()
    .default(false)
    .meta({ description: "For every SLO that names no policy of its own; the one before loses it" }),
  levels,
});
export type NewEscalationPolicy = z.output<typeof newEscalationPolicy>;

export const escalationPolicyPatch = z
  .object({ name: singleLine(100), is_default: z.literal(true), levels, revision: z.number().int().min(1) })
  .partial();
export type EscalationPolicyPatch = z.output<typeof escalationPolicyPatch>;

function toTarget(given: z.output<typeof target>): PageTarget {
  switch (given.kind) {
    case "contact":
      return { kind: "contact", contactId: given.contact_id };
    case "person":
      return { kind: "person", userId: given.user_id };
    case "schedule":
      return { kind: "schedule", scheduleId: given.schedule_id };
  }
}

/** Levels of an input as the domain knows them. */
export const toLevels = (given: z.output<typeof levels>): EscalationLevel[] =>
  given.map(({ level: number, after_seconds, pages, checklist }) => ({
    level: number,
    afterSeconds: after_seconds,
    pages: pages.map(toTarget),
    checklist,
  }));
