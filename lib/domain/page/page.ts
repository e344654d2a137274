import { z } from "zod";
import { httpUrl, singleLine } from "#lib/domain/input/text.ts";
import { type Language, language, type Translations, translations } from "#lib/domain/language.ts";
import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import { isTimeZone } from "#lib/domain/status/calendar.ts";
import { policyWeights } from "#lib/domain/status/uptime.ts";
import { type Theme, theme } from "./theme.ts";

export const MIN_RAW_RETENTION_DAYS = 2;
export const MAX_RAW_RETENTION_DAYS = 400;
export const DEFAULT_RAW_RETENTION_DAYS = 35;
export const MAX_LINKS = 20;

/** Instants are milliseconds since the epoch. */
export type Page = {
  id: string;
  name: string;
  timeZone: string;
  languages: Language[];
  translations: Translations;
  policy: UptimePolicy;
  rawRetentionDays: number;
  links: Record<string, string>;
  theme: Theme;
  /** Ids of the uploaded images; null: our own. */
  logo: { light: string | null; dark: string | null };
  /** Grows with every change of the settings: two people editing at once. */
  revision: number;
  isDemo: boolean;
  createdAt: number;
  updatedAt: number;
};

export const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z]/, "offsets know no summer time")
  .refine(isTimeZone, 'a name of the IANA time zone database, like "Asia/Seoul"');

export const links = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "lowercase letters, digits and _"), httpUrl(2_000))
  .refine((map) => Object.keys(map).length <= MAX_LINKS, `at most ${MAX_LINKS} links`);

export const languages = z
  .array(language)
  .min(1)
  .refine((list) => new Set(list).size === list.length, "each language once");

/** What may be changed about a page. The first language is the one that base texts are written in. */
export const pagePatch = z.object({
  name: singleLine(255).optional(),
  time_zone: timeZone.optional(),
  languages: languages.optional(),
  translations: translations.optional(),
  links: links.optional(),
  raw_retention_days: z.number().int().min(MIN_RAW_RETENTION_DAYS).max(MAX_RAW_RETENTION_DAYS).optional(),
  policy: z.object({ weights: policyWeights }).optional(),
  theme: theme.optional().meta({ description: "All colours that are set; those left out are our own again" }),
  revision: z.number().int().min(1).optional().meta({
    description: "The one that was read: 409 with `current` if somebody changed the settings since",
  }),
});
export type PagePatch = z.infer<typeof pagePatch>;
