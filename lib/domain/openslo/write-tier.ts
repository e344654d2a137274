import { stringify } from "yaml";
import { type TierDefinition, wirePromises } from "../slo/defining/tier-input.ts";
import { ours } from "./annotations.ts";

/** A tier as YAML, in the kind of our own that `readTier` reads. */
export function tierText({ key, name, description, translations, promises }: TierDefinition): string {
  const texts = (["ko", "en"] as const).flatMap((language) => {
    const said = translations[language];
    return [
      ...(said?.name === undefined ? [] : [[ours(`name.${language}`), said.name]]),
      ...(said?.description === undefined ? [] : [[ours(`description.${language}`), said.description]]),
    ];
  });
  return stringify(
    {
      apiVersion: "t-developer.com/v1",
      kind: "Tier",
      metadata: {
        name: key,
        displayName: name,
        ...(texts.length > 0 && { annotations: Object.fromEntries(texts) }),
      },
      spec: { ...(description !== null && { description }), ...wirePromises(promises) },
    },
    { lineWidth: 120, aliasDuplicateObjects: false },
  );
}
