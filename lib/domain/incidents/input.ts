import { z } from "zod";
import { id } from "../id.ts";
import { parseInstant } from "../input/instant.ts";
import { isDeeper, storableJson } from "../input/json.ts";
import { lines, singleLine, toStorable } from "../input/text.ts";
import { translations } from "../language.ts";
import { STATES } from "../status/state.ts";
import {
  IMPACT_OVERRIDES,
  INCIDENT_KINDS,
  INCIDENT_STATUSES,
  MAINTENANCE_STATUSES,
  MAX_INCIDENT_COMPONENTS,
  MAX_INCIDENT_NAME_LENGTH,
  MAX_UPDATE_BODY_LENGTH,
} from "./incident.ts";
import { confirm, maintenanceShape } from "./maintenance-input.ts";

/** Longest reason for taking an incident back. */
export const MAX_REASON_LENGTH = 1_000;
/** Most groups and keys of `metadata`, and its longest JSON text. */
export const MAX_METADATA_LENGTH = 10_000;
export const MAX_METADATA_DEPTH = 20;

export const wireInstant = z
  .string()
  .refine((text) => parseInstant(text) !== null, "an ISO-8601 instant such as 2026-11-23T10:00:00Z");

/** A calendar day in the page's zone, as Statuspage has it, or an instant. */
const dayOrInstant = z.union([z.iso.date(), wireInstant], "a date like 2026-11-23 or an ISO-8601 instant");

const name = singleLine(MAX_INCIDENT_NAME_LENGTH);
const body = lines(MAX_UPDATE_BODY_LENGTH);
const TOO_MANY_COMPONENTS = `at most ${MAX_INCIDENT_COMPONENTS} components`;

const componentStates = z
  .record(id, z.enum(STATES))
  .refine((map) => Object.keys(map).length <= MAX_INCIDENT_COMPONENTS, TOO_MANY_COMPONENTS)
  .meta({ description: "Component id to the state that this update claims for it" });

export const componentTimes = z
  .array(
    z
      .object({
        component_id: id,
        state: z.enum(STATES),
        started_at: wireInstant,
        ended_at: wireInstant.nullish().meta({
          description: "null: until the next update that names the component, or the resolve",
        }),
      })
      .refine(
        ({ started_at, ended_at }) => !ended_at || parseInstant(ended_at)! > parseInstant(started_at)!,
        { path: ["ended_at"], message: "must lie after started_at" },
      ),
  )
  .max(MAX_INCIDENT_COMPONENTS, `at most ${MAX_INCIDENT_COMPONENTS} entries`)
  .meta({ description: "States in the past, said explicitly: the only way in which an incident changes it" });

const metadata = z
  .record(z.string().min(1).max(255), z.record(z.string().min(1).max(255), z.unknown()))
  .refine(
    (value) => !isDeeper(value, MAX_METADATA_DEPTH) && JSON.stringify(value).length <= MAX_METADATA_LENGTH,
    {
      message: `at most ${MAX_METADATA_LENGTH} characters of JSON, nested at most ${MAX_METADATA_DEPTH} levels deep`,
      abort: true,
    },
  )
  .overwrite((value) => storableJson(value) as typeof value);

/** What can be said of an incident at any time. */
const facts = {
  impact_override: z.enum(IMPACT_OVERRIDES).nullish(),
  metadata: metadata.optional(),
  priority: z
    .union([z.literal(1), z.literal(2)])
    .nullish()
    .meta({ description: "P1 or P2, for the support clocks; never public" }),
  next_update_at: wireInstant.nullish().meta({ description: "Promise to readers: the next update by then" }),
  owner_id: z
    .string()
    .overwrite(toStorable)
    .max(64)
    .nullish()
    .meta({ description: "The person who is on it" }),
  translations: translations.optional(),
};

/** What one update says. */
const said = {
  body: body.optional(),
  components: componentStates.optional(),
  deliver_notifications: z.boolean().optional().meta({ description: "true by default" }),
  update_translations: translations
    .optional()
    .meta({ description: "Texts of the update in other languages" }),
  template_id: id.nullish().meta({ description: "Template that the text was begun from; not stored" }),
};

const revision = z
  .number()
  .int()
  .min(1)
  .optional()
  .meta({ description: "The revision that was read: an older one than the stored answers 409" });

const status = z.enum([...INCIDENT_STATUSES, ...MAINTENANCE_STATUSES]);
const componentIds = z.array(id).max(MAX_INCIDENT_COMPONENTS, TOO_MANY_COMPONENTS);

export const newIncident = z.object({
  name,
  kind: z.enum(INCIDENT_KINDS).optional(),
  status: status.optional(),
  draft: z.boolean().optional().meta({ description: "true: stored, shown nowhere public" }),
  ...facts,
  ...said,
  component_ids: componentIds.optional(),
  component_times: componentTimes.optional(),
  started_at: wireInstant.optional().meta({ description: "May lie in the past; changes no component state" }),
  resolved_at: wireInstant.optional().meta({ description: "Of a backfilled incident only" }),
  backfilled: z.boolean().optional(),
  backfill_date: dayOrInstant.nullish(),
  ...maintenanceShape,
});
export type NewIncident = z.infer<typeof newIncident>;

export const newUpdate = z.object({
  status: status.optional().meta({ description: "Unchanged by default" }),
  ...said,
  translations: translations.optional(),
  next_update_at: facts.next_update_at,
  display_at: wireInstant.optional().meta({ description: "Of a backfilled incident only" }),
  revision,
});
export type NewUpdate = z.infer<typeof newUpdate>;

/** A patch with `status`, `body` or `components` posts an update, as at Statuspage. */
export const incidentPatch = z.object({
  name: name.optional(),
  status: status.optional(),
  ...facts,
  ...said,
  component_ids: componentIds.optional(),
  component_times: componentTimes.optional(),
  started_at: wireInstant.optional(),
  ...maintenanceShape,
  revision,
});
export type IncidentPatch = z.infer<typeof incidentPatch>;

export const updatePatch = z.object({
  body: body.optional(),
  translations: translations.optional(),
  display_at: wireInstant.optional(),
  deliver_notifications: z.boolean().optional(),
  revision,
});
export type UpdatePatch = z.infer<typeof updatePatch>;

export const publication = z.object({ deliver_notifications: z.boolean().optional(), confirm, revision });
export type Publication = z.infer<typeof publication>;

export const unpublication = z.object({ reason: singleLine(MAX_REASON_LENGTH), revision });
export type Unpublication = z.infer<typeof unpublication>;

export const reopening = newUpdate.omit({ display_at: true });
export type Reopening = z.infer<typeof reopening>;

export const merging = z.object({
  into: id.meta({ description: "The incident that survives" }),
  body: body.optional().meta({ description: "Text in place of the draft's" }),
  deliver_notifications: z.boolean().optional().meta({ description: "false by default" }),
  revision,
});
export type Merging = z.infer<typeof merging>;

/** Milliseconds since the epoch of a checked instant; null and undefined stay themselves. */
export const wireMs = <T extends string | null | undefined>(text: T) =>
  (typeof text === "string" ? parseInstant(text) : text) as T extends string ? number : Exclude<T, string>;
