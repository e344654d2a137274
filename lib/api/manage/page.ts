import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { translations } from "#lib/domain/language.ts";
import { languages, links, type Page } from "#lib/domain/page/page.ts";
import { theme } from "#lib/domain/page/theme.ts";
import { imagePath } from "#lib/domain/paths.ts";
import { policyWeights } from "#lib/domain/status/uptime.ts";
import type { PresentContext } from "./endpoint.ts";
import { instant, instantText } from "./instant.ts";

export const pageBody = z
  .object({
    id,
    created_at: instant,
    updated_at: instant,
    name: z.string(),
    url: z.url(),
    time_zone: z.string(),
    languages,
    translations,
    links,
    policy: z.object({ version: z.number().int(), weights: policyWeights }),
    raw_retention_days: z.number().int(),
    theme,
    logo: z
      .object({ light: z.url().nullable(), dark: z.url().nullable() })
      .meta({ description: "Addresses of the uploaded logos" }),
    revision: z.number().int(),
    is_demo: z.boolean(),
  })
  .meta({ id: "Page" });

const logoUrl = (imageId: string | null, publicUrl: string): string | null =>
  imageId === null ? null : `${publicUrl}${imagePath(imageId)}`;

export const presentPage = (page: Page, { publicUrl }: PresentContext): z.infer<typeof pageBody> => ({
  id: page.id,
  created_at: instantText(page.createdAt),
  updated_at: instantText(page.updatedAt),
  name: page.name,
  url: publicUrl,
  time_zone: page.timeZone,
  languages: page.languages,
  translations: page.translations,
  links: page.links,
  policy: page.policy,
  raw_retention_days: page.rawRetentionDays,
  theme: page.theme,
  logo: { light: logoUrl(page.logo.light, publicUrl), dark: logoUrl(page.logo.dark, publicUrl) },
  revision: page.revision,
  is_demo: page.isDemo,
});

export const pageExample: z.infer<typeof pageBody> = {
  id: "p0qjfl24znv5",
  created_at: "2026-11-23T01:00:00.000Z",
  updated_at: "2026-11-23T01:00:00.000Z",
  name: "T-Developer",
  url: "https://status.example.com",
  time_zone: "Asia/Seoul",
  languages: ["ko", "en"],
  translations: {},
  links: {},
  policy: { version: 1, weights: { major_outage: 1, partial_outage: 0.3, degraded_performance: 0 } },
  raw_retention_days: 35,
  theme: { link_light: "#1f55a8", link_dark: "#8ab4f8" },
  logo: { light: "https://status.example.com/images/l0g0l1ght000", dark: null },
  revision: 1,
  is_demo: false,
};
