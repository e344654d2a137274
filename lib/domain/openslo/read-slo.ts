import { secondsOf } from "../slo/defining/duration.ts";
import { plainDecimal } from "../slo/defining/normal.ts";
import type { SliDefinition } from "../slo/defining/stored.ts";
import { EXCLUSIONS, SEVERITIES, type SloDefinition, type SloSettings } from "../slo/definition.ts";
import { OBJECTIVE_FACETS, SLO_ANNOTATIONS } from "./annotations.ts";
import type { NamedObjects } from "./read-alerts.ts";
import { type Metadata, readMetadata, readTranslations, saidList } from "./read-metadata.ts";
import { readObjectives } from "./read-objectives.ts";
import type { DataSources } from "./read-sli.ts";
import type { Spot } from "./spot.ts";

/** Something that was read, and where each of its parts stands (by the paths of `definitionFaults`). */
export type Located<T> = { value: T; spot: Spot; spotOf: (path: string) => Spot };

export type Context = {
  objects: NamedObjects;
  sources: DataSources;
  /** SLIs that stand inside SLOs are SLIs like others. */
  slis: Located<SliDefinition>[];
  /** Keys of all SLIs of the document, those with faults too: nobody needs to hear twice of them. */
  declared: Set<string>;
  /** Of OpenSLO v1alpha. */
  isAlpha: boolean;
};

const ALPHA_UNITS: Record<string, string> = {
  Minute: "m",
  Hour: "h",
  Day: "d",
  Week: "w",
  Month: "M",
  Quarter: "Q",
  Year: "Y",
};
const DEFAULT_SECONDS = 2_592_000;

type Window = Pick<SloSettings, "operational" | "contract">;

function durationOf(window: Spot, isAlpha: boolean): { text: string | undefined; spot: Spot } {
  if (!isAlpha) return { text: window.at("duration").required("the duration"), spot: window.at("duration") };
  const unit = window.at("unit").oneOf(Object.keys(ALPHA_UNITS), window.at("unit").required("the unit"));
  const count = window.at("count").required("the count");
  return { text: unit && `${count}${ALPHA_UNITS[unit]}`, spot: window.at("count") };
}

/** Calendar windows are months of a contract; the live budget counts 30 rolling days beside them. */
function calendarWindow(window: Spot, text: string, spot: Spot): Window {
  window.at("calendar").only("startTime", "timeZone");
  if (text !== "1M") spot.fault("calendar windows are months here: 1M (m is a minute), or a rolling window");
  const timeZone = window.at("calendar", "timeZone").required("the time zone");
  return {
    operational: { kind: "rolling", seconds: DEFAULT_SECONDS },
    contract: { kind: "month", timeZone },
  };
}

function readWindow(spec: Spot, isAlpha: boolean, contractZone: string | undefined): Window {
  const contract = contractZone === undefined ? null : { kind: "month" as const, timeZone: contractZone };
  const fallback: Window = { operational: { kind: "rolling", seconds: DEFAULT_SECONDS }, contract };
  const listed = spec.at(isAlpha ? "timeWindows" : "timeWindow");
  const windows = listed.entries();
  if (windows.length !== 1) {
    listed.fault("exactly one window");
    return fallback;
  }
  const [window] = windows;
  window!.only("duration", "unit", "count", "isRolling", "calendar");
  const { text, spot } = durationOf(window!, isAlpha);
  if (!text) return fallback;
  if (window!.at("isRolling").text() !== "true") return calendarWindow(window!, text, spot);
  const seconds = secondsOf(text);
  if (seconds === null) {
    spot.fault("a duration such as 5m, 1h or 30d (m is a minute, M a month)");
    return fallback;
  }
  return { operational: { kind: "rolling", seconds }, contract };
}

function readResponses(spot: Spot): SloSettings["responses"] {
  return saidList(spot).flatMap((text) => {
    const [word = "", action = ""] = text.split(":").map((part) => part.trim());
    const severity = SEVERITIES.find((one) => one === word);
    if (severity && action) return [{ severity, action }];
    spot.fault(`"${text}" is no response: "critical: emergency_scaling"`);
    return [];
  });
}

function readExclusions(spot: Spot): SloSettings["exclusions"] {
  return saidList(spot).flatMap((text) => spot.oneOf(EXCLUSIONS, text) ?? []);
}

function readSettings(spec: Spot, { said }: Metadata, isAlpha: boolean): SloSettings {
  const floor = said("level-floor").oneOf(["3", "4"]);
  return {
    ...readWindow(spec, isAlpha, said("contract").text()),
    exclusions: readExclusions(said("exclusions")),
    responses: readResponses(said("responses")),
    notice: said("notice").oneOf(["off", "draft", "publish"]) ?? "draft",
    levelFloor: floor === undefined ? null : floor === "3" ? 3 : 4,
    policyId: said("escalation-policy").text() ?? null,
  };
}

const KNOWN: ReadonlySet<string> = new Set(SLO_ANNOTATIONS);
const isKnown = (name: string): boolean =>
  KNOWN.has(name) ||
  (name.startsWith("objective.") && OBJECTIVE_FACETS.some((facet) => name.endsWith(`.${facet}`)));

/** Annotations of objectives that this SLO does not have say nothing to anybody. */
function checkFacets(object: Spot, metadata: Metadata, keys: readonly string[]): void {
  const annotations = object.at("metadata", "annotations");
  for (const annotation of annotations.keys()) {
    const name = annotation.split("/")[1] ?? "";
    if (!name.startsWith("objective.") || !isKnown(name)) continue;
    if (!keys.some((key) => OBJECTIVE_FACETS.some((facet) => name === `objective.${key}.${facet}`)))
      annotations.at(annotation).fault(`no such objective (there are: ${keys.join(", ")})`);
  }
  metadata.said("public").oneOf(["true", "false"]);
}

/** The place of whatever a fault of a definition is about. */
function placeOf(object: Spot, metadata: Metadata): Record<string, Spot> {
  return {
    key: object.at("metadata", "name"),
    components: metadata.said("components"),
    window_seconds: object.at("spec", "timeWindow", 0, "duration"),
    contract_time_zone: metadata.said("contract"),
    objectives: object.at("spec", "objectives"),
    escalation_policy_id: metadata.said("escalation-policy"),
  };
}

/** An SLO of OpenSLO v1 or v1alpha. What it lacks by itself is as for any new SLO. */
export function readSlo(object: Spot, context: Context): Located<SloDefinition> {
  const metadata = readMetadata(object, { known: isKnown });
  const spec = object.at("spec");
  spec.only(
    ...["description", "service", "indicator", "indicatorRef", "timeWindow", "timeWindows"],
    ...["budgetingMethod", "objectives", "alertPolicies"],
  );
  const settings = readSettings(spec, metadata, context.isAlpha);
  const { objectives, spots } = readObjectives(object, metadata, context);
  checkFacets(
    object,
    metadata,
    objectives.map(({ key }) => key),
  );
  const places: Record<string, Spot> = { ...placeOf(object, metadata), ...spots };
  return {
    spot: object,
    spotOf: (path) => {
      const steps = path.split(".");
      for (let length = steps.length; length > 0; length--) {
        const place = places[steps.slice(0, length).join(".")];
        if (place) return place;
      }
      return object;
    },
    value: {
      key: metadata.key,
      name: metadata.name,
      description: spec.at("description").text() ?? null,
      translations: readTranslations(metadata),
      components: saidList(metadata.said("components")),
      isPublic: metadata.said("public").text() !== "false",
      settings,
      objectives: objectives.map((objective) => ({ ...objective, target: plainDecimal(objective.target) })),
    },
  };
}
