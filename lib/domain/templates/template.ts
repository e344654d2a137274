import { z } from "zod";
import { id } from "../id.ts";
import {
  type EventStatus,
  INCIDENT_STATUSES,
  MAINTENANCE_STATUSES,
  MAX_INCIDENT_COMPONENTS,
  MAX_INCIDENT_NAME_LENGTH,
  MAX_UPDATE_BODY_LENGTH,
} from "../incidents/incident.ts";
import { lines, singleLine, toSingleLine } from "../input/text.ts";
import { type Translations, translations } from "../language.ts";
import { STATES, type WireState } from "../status/state.ts";
import { TEMPLATE_NAMES, unknownNames } from "./template-text.ts";

export const TEMPLATE_KINDS = ["incident", "update", "maintenance"] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

export const MAX_TEMPLATES = 500;

/** A text that is begun with: names in double braces are filled in when it is used. */
export type Template = {
  id: string;
  pageId: string;
  kind: TemplateKind;
  name: string;
  /** Name of the incident; may be empty in a template of an update. */
  title: string;
  body: string;
  translations: Translations;
  /** Kept for clients of Statuspage, which group their templates. */
  groupId: string | null;
  updateStatus: EventStatus | null;
  /** Components that it concerns, and what it claims of each; null: only named. */
  components: { componentId: string; state: WireState | null }[];
  shouldSendNotifications: boolean;
  createdAt: number;
  updatedAt: number;
};

const allowed = (kind: TemplateKind) => TEMPLATE_NAMES[kind].map((name) => `{{${name}}}`).join(" ");
const TOO_MANY = `at most ${MAX_INCIDENT_COMPONENTS} components`;

const fields = {
  kind: z.enum(TEMPLATE_KINDS).default("incident"),
  name: singleLine(MAX_INCIDENT_NAME_LENGTH).meta({ description: "What your team calls it; never public" }),
  title: z
    .string()
    .overwrite(toSingleLine)
    .max(MAX_INCIDENT_NAME_LENGTH, `at most ${MAX_INCIDENT_NAME_LENGTH} characters`)
    .default("")
    .meta({ description: "Name of the incident" }),
  body: lines(MAX_UPDATE_BODY_LENGTH).default(""),
  translations: translations.default({}),
  group_id: id.nullish().meta({ description: "Kept and told again; templates are not grouped here" }),
  update_status: z.enum([...INCIDENT_STATUSES, ...MAINTENANCE_STATUSES]).nullish(),
  components: z
    .record(id, z.enum(STATES))
    .refine((map) => Object.keys(map).length <= MAX_INCIDENT_COMPONENTS, TOO_MANY)
    .optional()
    .meta({ description: "Component id to the state that is claimed" }),
  component_ids: z
    .array(id)
    .max(MAX_INCIDENT_COMPONENTS, TOO_MANY)
    .optional()
    .meta({ description: "Components that are named without a state" }),
  should_send_notifications: z.boolean().default(true),
  should_tweet: z
    .boolean()
    .optional()
    .meta({ description: "Taken for Statuspage's clients; nothing is tweeted" }),
};

type Given = {
  kind?: TemplateKind | undefined;
  title?: string | undefined;
  body?: string | undefined;
  translations?: Translations | undefined;
  update_status?: EventStatus | null | undefined;
};

const STATUSES: Record<TemplateKind, readonly EventStatus[]> = {
  incident: INCIDENT_STATUSES.filter((status) => status !== "postmortem"),
  update: [...INCIDENT_STATUSES.filter((status) => status !== "postmortem"), ...MAINTENANCE_STATUSES],
  maintenance: MAINTENANCE_STATUSES,
};

/** Faults that show only when the kind is known: names that nobody fills in, and statuses of another kind. */
export function templateFaults({ kind = "incident", ...given }: Given): { path: string; message: string }[] {
  const texts: [path: string, text: string | undefined][] = [
    ["title", given.title],
    ["body", given.body],
    ...Object.entries(given.translations ?? {}).flatMap(([language, texts]) =>
      Object.entries(texts ?? {}).map(
        ([field, text]) => [`translations.${language}.${field}`, text] as [string, string],
      ),
    ),
  ];
  const faults = texts.flatMap(([path, text]) => {
    const unknown = unknownNames(text ?? "", kind);
    const message = `${unknown.map((name) => `{{${name}}}`).join(" ")}: nobody fills that in; there are ${allowed(kind)}`;
    return unknown.length > 0 ? [{ path, message }] : [];
  });
  const { update_status: status } = given;
  if (status && !STATUSES[kind].includes(status))
    faults.push({ path: "update_status", message: `one of ${STATUSES[kind].join(", ")}` });
  return faults;
}

export const newTemplate = z.object(fields);
export type NewTemplate = z.infer<typeof newTemplate>;

export const templatePatch = z.object({
  kind: fields.kind.unwrap().optional(),
  name: fields.name.optional(),
  title: fields.title.unwrap().optional(),
  body: fields.body.unwrap().optional(),
  translations: fields.translations.unwrap().optional(),
  group_id: fields.group_id,
  update_status: fields.update_status,
  components: fields.components,
  component_ids: fields.component_ids,
  should_send_notifications: fields.should_send_notifications.unwrap().optional(),
  should_tweet: fields.should_tweet,
});
export type TemplatePatch = z.infer<typeof templatePatch>;

/** The components that an input names; undefined: it says nothing of them. */
export function templateComponents(
  input: Pick<TemplatePatch, "components" | "component_ids">,
): Template["components"] | undefined {
  if (!input.components && !input.component_ids) return undefined;
  const states = new Map<string, WireState | null>(input.component_ids?.map((one) => [one, null]));
  for (const [componentId, state] of Object.entries(input.components ?? {})) states.set(componentId, state);
  return [...states].map(([componentId, state]) => ({ componentId, state }));
}
