import { z } from "zod";
import { id } from "../../id.ts";
import {
  IMPACT_OVERRIDES,
  INCIDENT_STATUSES,
  MAINTENANCE_STATUSES,
  MAX_INCIDENT_COMPONENTS,
} from "../../incidents/incident.ts";
import { MAX_LIST_LIMIT } from "../../input/list.ts";
import { STATES } from "../../status/state.ts";
import type { AudienceDraft } from "../draft.ts";

/** The number of an event, as lists tell it. */
export const eventId = z.string().regex(/^\d{1,18}$/, "the id of an event");

/** Of the list of events that were told: a cursor instead of pages, because it grows while it is read. */
export const fanOutQuery = z.object({
  incident_id: id.optional().meta({ description: "Only those of this incident or window" }),
  event_id: eventId.optional().meta({ description: "This one alone" }),
  before: eventId
    .optional()
    .meta({ description: "The last one that you have: the answer goes on behind it" }),
  limit: z
    .number()
    .int()
    .min(1)
    .max(MAX_LIST_LIMIT, `at most ${MAX_LIST_LIMIT}`)
    .optional()
    .meta({ description: `At most ${MAX_LIST_LIMIT} (the default)` }),
});

/** What is about to be published, as far as it decides who is told: words do not. */
export const audienceInput = z.object({
  incident_id: id.optional().meta({ description: "Of an update to an incident or window that exists" }),
  kind: z.enum(["incident", "announcement", "maintenance", "postmortem"]),
  status: z.enum([...INCIDENT_STATUSES, ...MAINTENANCE_STATUSES]),
  components: z
    .record(id, z.enum(STATES))
    .refine(
      (map) => Object.keys(map).length <= MAX_INCIDENT_COMPONENTS,
      `at most ${MAX_INCIDENT_COMPONENTS} components`,
    )
    .default({})
    .meta({ description: "Component id to the state that would be claimed for it" }),
  impact_override: z.enum(IMPACT_OVERRIDES).nullish(),
});

/** The same as the use case takes it. */
export const audienceDraft = (input: z.infer<typeof audienceInput>): AudienceDraft => ({
  ...(input.incident_id !== undefined && { incidentId: input.incident_id }),
  ...{ kind: input.kind, status: input.status, components: input.components },
  impactOverride: input.impact_override,
});
