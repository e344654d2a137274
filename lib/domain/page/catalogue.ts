import { z } from "zod";
import { singleLine } from "#lib/domain/input/text.ts";
import { translations } from "#lib/domain/language.ts";
import {
  dnsConfig,
  externalConfig,
  heartbeatConfig,
  httpConfig,
  monitorCommon,
  selfConfig,
  tcpConfig,
  tlsConfig,
} from "#lib/domain/status/monitor.ts";
import { BASELINE_SOURCES, description, MAX_NAME_LENGTH, startDate } from "./component.ts";
import { pagePatch } from "./page.ts";

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "lowercase letters, digits and hyphens");
const { component_id: _assigned, ...common } = monitorCommon.shape;
const monitorFields = { key, ...common };

/** A path below PLATFORM_URL: the monitor exists only where that is set. */
const platformPath = z
  .string()
  .max(1_000)
  .regex(/^\/(?!\/)[^\s#]*$/, "a path that begins with one /");

const httpMonitor = httpConfig
  .extend(monitorFields)
  .extend({
    kind: z.literal("http"),
    url: httpConfig.shape.url.optional(),
    platform_path: platformPath.optional(),
  })
  .strict()
  .refine((monitor) => !monitor.url !== !monitor.platform_path, "needs either url or platform_path");

const monitor = z.discriminatedUnion("kind", [
  httpMonitor,
  tcpConfig
    .extend(monitorFields)
    .extend({ kind: z.literal("tcp") })
    .strict(),
  dnsConfig
    .extend(monitorFields)
    .extend({ kind: z.literal("dns") })
    .strict(),
  tlsConfig
    .extend(monitorFields)
    .extend({ kind: z.literal("tls") })
    .strict(),
  heartbeatConfig
    .extend(monitorFields)
    .extend({ kind: z.literal("heartbeat") })
    .strict(),
  externalConfig
    .extend(monitorFields)
    .extend({ kind: z.literal("external") })
    .strict(),
  /** The built-in probe of our own /healthz: only a catalogue can ask for it. */
  selfConfig
    .extend(monitorFields)
    .extend({ kind: z.literal("self") })
    .strict(),
]);
export type CatalogueMonitor = z.infer<typeof monitor>;

const texts = {
  key,
  name: singleLine(MAX_NAME_LENGTH),
  description: description.optional(),
  translations: translations.default({}),
};

const component = z.strictObject({
  ...texts,
  showcase: z.boolean().default(true),
  only_show_if_degraded: z.boolean().default(false),
  published: z.boolean().default(true),
  start_date: startDate.optional(),
  baseline_source: z.enum(BASELINE_SOURCES).default("monitors"),
  monitors: z.array(monitor).max(20).default([]),
});
export type CatalogueComponent = z.infer<typeof component>;

const group = z.strictObject({ ...texts, components: z.array(component).max(100).default([]) });
export type CatalogueGroup = z.infer<typeof group>;

function repeatedKeys(keys: string[]): string[] {
  return [...new Set(keys.filter((name, i) => keys.indexOf(name) !== i))];
}

/**
 * A page as a document: groups with their components, then components without a group, in the order of the page. Every
 * entry has a key of its own within its kind, by which a later version of the document finds it again.
 */
export const catalogue = z
  .strictObject({
    page: z.strictObject({
      ...pagePatch.shape,
      name: pagePatch.shape.name.unwrap(),
      time_zone: pagePatch.shape.time_zone.unwrap(),
      languages: pagePatch.shape.languages.unwrap(),
    }),
    groups: z.array(group).max(100).default([]),
    components: z.array(component).max(500).default([]),
  })
  .superRefine((document, context) => {
    const components = everyComponent(document).map((entry) => entry.component);
    const nouns = {
      group: document.groups.map((entry) => entry.key),
      component: components.map((entry) => entry.key),
      monitor: components.flatMap((entry) => entry.monitors.map((child) => child.key)),
    };
    for (const [noun, keys] of Object.entries(nouns))
      for (const repeated of repeatedKeys(keys))
        context.addIssue({ code: "custom", path: [], message: `two ${noun}s have the key '${repeated}'` });
    for (const child of components.flatMap((entry) => entry.monitors))
      if (child.timeout_ms > child.interval_seconds * 1000)
        context.addIssue({
          code: "custom",
          path: [],
          message: `monitor '${child.key}': timeout_ms must not be longer than the interval`,
        });
  });
export type Catalogue = z.infer<typeof catalogue>;

/** Every component of a catalogue with the key of its group, in the order of the page. */
export const everyComponent = (document: Pick<Catalogue, "groups" | "components">) => [
  ...document.groups.flatMap((entry) =>
    entry.components.map((child) => ({ component: child, groupKey: entry.key as string | null })),
  ),
  ...document.components.map((child) => ({ component: child, groupKey: null })),
];

/** The address of a monitor below the platform's base URL. */
export const platformAddress = (platformUrl: string, path: string): string =>
  platformUrl.replace(/\/+$/, "") + path;
