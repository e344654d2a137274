import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { lines, singleLine } from "#lib/domain/input/text.ts";
import { type Translations, translations } from "#lib/domain/language.ts";
import { STATES, type WireState } from "#lib/domain/status/state.ts";

export const MAX_COMPONENTS = 500;
export const MAX_NAME_LENGTH = 255;
export const MAX_DESCRIPTION_LENGTH = 5_000;
export const MAX_POSITION = 10_000;
const EARLIEST_START_DATE = "2000-01-01";
const LATEST_START_DATE = "2100-01-01";

export const BASELINE_SOURCES = ["manual", "monitors"] as const;
export type BaselineSource = (typeof BASELINE_SOURCES)[number];

/** Instants are milliseconds since the epoch, `startDate` a calendar day in the page's zone. */
export type Component = {
  id: string;
  pageId: string;
  groupId: string | null;
  name: string;
  description: string | null;
  translations: Translations;
  position: number;
  showcase: boolean;
  onlyShowIfDegraded: boolean;
  published: boolean;
  startDate: string | null;
  baselineSource: BaselineSource;
  catalogueKey: string | null;
  archivedAt: number | null;
  createdAt: number;
  updatedAt: number;
};

/** What a component shows now: `wire` is the v2 status, `data` tells how much it rests on. */
export type ComponentStatus = { wire: WireState; data: "none" | "stale" | "fresh"; overridden: boolean };
export type ComponentWithStatus = Component & { status: ComponentStatus };

export const startDate = z.iso
  .date("a date like 2026-01-31")
  .refine(
    (date) => date >= EARLIEST_START_DATE && date < LATEST_START_DATE,
    `between ${EARLIEST_START_DATE} and ${LATEST_START_DATE}`,
  );
export const description = lines(MAX_DESCRIPTION_LENGTH);
export const position = z.number().int().min(0).max(MAX_POSITION);
const status = z.enum(STATES);

/** Fields of a component in the manage API; those of Statuspage keep their names. */
export const newComponent = z.object({
  name: singleLine(MAX_NAME_LENGTH),
  description: description.nullish(),
  status: status.optional().meta({
    description: "Without monitors: the state itself. With monitors: a visible override until operational",
  }),
  group_id: z
    .union([id, z.literal("")])
    .nullish()
    .transform((value) => (value === "" ? null : value))
    .meta({ description: "null, or an empty text as Statuspage has it: none" }),
  only_show_if_degraded: z.boolean().optional(),
  showcase: z.boolean().optional().meta({ description: "Show the uptime bar; true by default" }),
  start_date: startDate.nullish().meta({
    description:
      "Calendar day in the page's time zone since when the component is in use; may lie in the past",
  }),
  position: position.optional(),
  published: z.boolean().optional().meta({ description: "false: appears nowhere public" }),
  translations: translations.optional(),
  baseline_source: z.enum(BASELINE_SOURCES).optional(),
});
export type NewComponent = z.infer<typeof newComponent>;

export const componentPatch = newComponent.partial().extend({
  archived: z.boolean().optional().meta({ description: "false brings an archived component back" }),
});
export type ComponentPatch = z.infer<typeof componentPatch>;
