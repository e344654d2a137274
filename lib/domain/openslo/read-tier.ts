import { newTier, type TierDefinition, tierOf } from "../slo/defining/tier-input.ts";
import { anyAnnotation, readMetadata, readTranslations } from "./read-metadata.ts";
import type { Located } from "./read-slo.ts";
import type { Spot } from "./spot.ts";

/** A tier: a kind of our own, beside those of OpenSLO. */
export function readTier(object: Spot): Located<TierDefinition> | null {
  const metadata = readMetadata(object, { known: anyAnnotation, isOurKind: true });
  const spec = object.at("spec");
  const { description, ...promises } = (spec.plain() ?? {}) as Record<string, unknown>;
  const parsed = newTier.safeParse({
    key: metadata.key,
    name: metadata.name,
    description: description ?? null,
    translations: readTranslations(metadata),
    promises,
  });
  if (parsed.success) return { value: tierOf(parsed.data), spot: object, spotOf: () => object };
  for (const { path, message } of parsed.error.issues) {
    const steps = path.filter((step) => typeof step !== "symbol");
    const spot = steps[0] === "promises" ? spec.at(...steps.slice(1)) : object.at("metadata", "name");
    spot.fault(message);
  }
  return null;
}
