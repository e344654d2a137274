import type { Fault } from "../errors.ts";
import { parseInstant } from "../input/instant.ts";
import { dayBounds } from "../status/calendar.ts";
import { choicesInput, withChoices } from "./choices.ts";
import { plainCell } from "./csv.ts";
import type { DestinationRules } from "./destination.ts";
import { DESTINATION_FIELD, type Destination, findDestination, newSubscription } from "./input.ts";
import type { Choices } from "./subscriber.ts";

/** The columns of an import; an export has them too, and more. */
export const IMPORT_COLUMNS = [
  ...["channel", "destination", "phone_country", "consent_at", "component_ids", "group_ids"],
  ...["kinds", "min_impact", "language", "time_zone"],
] as const;
export const MAX_IMPORT_ROWS = 20_000;
export const MAX_IMPORT_BYTES = 900 * 1024;

export type ImportRow = Destination & { line: number; choices: Choices; consentAt: number };
export type ImportFault = Fault & { line: number };
/** Whoever is told at a place, in one text. */
export const placeKey = ({ channel, destination }: Pick<Destination, "channel" | "destination">): string =>
  `${channel} ${destination}`;

const LISTS = ["component_ids", "group_ids", "kinds"] as const;
const TEXTS = ["min_impact", "language", "time_zone"] as const;
const DAY = /^\d{4}-\d\d-\d\d$/;

type Known = { rules: DestinationRules; defaults: Choices; now: number };
export type ReadRow = { row: ImportRow; faults?: undefined } | { row?: undefined; faults: ImportFault[] };

/** Reads one row of an import. `email`, `phone_number` and `endpoint` may stand for `channel` and `destination`. */
export function readImportRow(
  record: Record<string, string>,
  line: number,
  { rules, defaults, now }: Known,
): ReadRow {
  const cell = (name: string): string => plainCell(record[name] ?? "");
  const place = newSubscription.safeParse(placeOf(cell));
  const chosen = choicesInput.safeParse(choicesOf(cell));
  const consentAt = consentOf(cell("consent_at"), defaults.timeZone, now);
  const found = place.success ? findDestination(place.data, rules) : null;
  const of = (path: string) =>
    cell("destination") && /^(email|phone_number|endpoint)$/.test(path) ? "destination" : path;
  const faults = [
    ...(place.error?.issues ?? []).map(({ path, message }) => ({ path: path.join("."), message })),
    ...(found?.faults ?? []).map(({ path, message }) => ({ path: of(path), message })),
    ...(chosen.error?.issues ?? []).map(({ path, message }) => ({ path: String(path[0]), message })),
    ...(typeof consentAt === "string" ? [{ path: "consent_at", message: consentAt }] : []),
    ...(/^(active)?$/.test(cell("state"))
      ? []
      : [{ path: "state", message: "only who is active is taken over: the others did not agree, or left" }]),
  ];
  if (faults.length > 0 || !found?.found || !chosen.success || typeof consentAt === "string")
    return { faults: faults.map((fault) => ({ line, ...fault })) };
  const { choices } = withChoices(defaults, chosen.data);
  return { row: { ...found.found, line, choices, consentAt } };
}

function placeOf(cell: (name: string) => string): Record<string, string> {
  const given = Object.fromEntries(
    ["channel", "email", "phone_number", "phone_country", "endpoint"]
      .map((name) => [name, cell(name)] as const)
      .filter(([, value]) => value !== ""),
  );
  const destination = cell("destination");
  if (!destination) return given;
  const field = DESTINATION_FIELD[(given.channel ?? "email") as keyof typeof DESTINATION_FIELD] ?? "email";
  return { channel: "email", ...given, [field]: destination };
}

function choicesOf(cell: (name: string) => string): Record<string, string | string[]> {
  const listed = LISTS.map(
    (name) =>
      [
        name,
        cell(name)
          .split(/[;\s]+/)
          .filter(Boolean),
      ] as const,
  );
  const texts = TEXTS.map((name) => [name, cell(name)] as const);
  return Object.fromEntries([...listed, ...texts].filter(([, value]) => value.length > 0));
}

/** When they agreed; a sentence if that cannot be. A day counts from its beginning in the page's zone. */
function consentOf(text: string, timeZone: string, now: number): number | string {
  if (!text) return "needed: the day or instant at which they agreed, such as 2026-01-31";
  // Read as an instant first: the 30th of February is no day.
  const read = parseInstant(DAY.test(text) ? `${text}T00:00:00Z` : text);
  const at = read !== null && DAY.test(text) ? dayBounds(text, timeZone).startedAt : read;
  if (at === null) return "a day or an instant with its zone, such as 2026-01-31";
  return at > now ? "must not lie in the future" : at;
}
