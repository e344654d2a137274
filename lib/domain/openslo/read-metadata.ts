import type { Translations } from "../language.ts";
import { isOurs, itemsOf, ours } from "./annotations.ts";
import type { Spot } from "./spot.ts";

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** What an object is called, and its annotations of ours: each with its place. */
export type Metadata = {
  key: string;
  name: string;
  /** The place of an annotation of ours; of one that is not there, the place where it would stand. */
  said: (annotation: string) => Spot;
};

/** Annotations that begin with our name are read by us, or are mistakes. */
function checkAnnotations(annotations: Spot, known: (name: string) => boolean): void {
  if (annotations.exists && !annotations.isMapping()) annotations.fault("must be a mapping");
  const prefix = ours("");
  for (const annotation of annotations.keys())
    if (isOurs(annotation) && !known(annotation.slice(prefix.length)))
      annotations.at(annotation).fault("unknown annotation of ours");
}

/**
 * Reads `metadata`. Our own kinds may have names that are no DNS labels; of OpenSLO's the annotation `key` says another one.
 */
export function readMetadata(
  object: Spot,
  { known, isOurKind = false }: { known: (annotation: string) => boolean; isOurKind?: boolean },
): Metadata {
  const metadata = object.at("metadata");
  metadata.only("name", "displayName", "labels", "annotations");
  const label = metadata.at("name").required("the name");
  if (label !== "" && !isOurKind && !LABEL.test(label))
    metadata.at("name").fault("a DNS label: at most 63 lowercase letters, digits and dashes");
  const annotations = metadata.at("annotations");
  checkAnnotations(annotations, known);
  const said = (annotation: string) => annotations.at(ours(annotation));
  const key = said("key").text() ?? label;
  return { key, name: said("name").text() ?? metadata.at("displayName").text() ?? key, said };
}

/** Texts in other languages: `name.en`, `description.en`, with a prefix before them of objectives. */
export function readTranslations({ said }: Metadata, prefix = ""): Translations {
  const texts = (["ko", "en"] as const).flatMap((language) => {
    const name = said(`${prefix}name.${language}`).text();
    const description = prefix === "" ? said(`description.${language}`).text() : undefined;
    if (name === undefined && description === undefined) return [];
    return [
      [
        language,
        { ...(name !== undefined && { name }), ...(description !== undefined && { description }) },
      ] as const,
    ];
  });
  return Object.fromEntries(texts);
}

/** A list of an annotation. */
export const saidList = (spot: Spot): string[] => itemsOf(spot.text() ?? "");

/** Names that only say who and what else there is around SLOs in OpenSLO. */
export const anyAnnotation = () => true;
