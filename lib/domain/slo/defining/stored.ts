import type { Translations } from "../../language.ts";
import type { SloDefinition } from "../definition.ts";
import type { SliKind, SliSource } from "../source.ts";

/** A definition as it stands on a page. It names components and SLIs by their keys. Instants are ms since the epoch. */
export type StoredSlo = {
  id: string;
  pageId: string;
  version: number;
  position: number;
  archivedAt: number | null;
  createdAt: number;
  updatedAt: number;
  /** In the order of the definition's objectives. */
  objectiveIds: string[];
  definition: SloDefinition;
};

/** An SLI as people define it; components by key or id. */
export type SliDefinition = {
  key: string;
  name: string;
  description: string | null;
  kind: SliKind;
  source: SliSource;
  components: string[];
};

/** An SLI as it stands on a page. Instants are ms since the epoch. */
export type StoredSliDefinition = SliDefinition & {
  id: string;
  revision: number;
  isArchived: boolean;
  createdAt: number;
  updatedAt: number;
};

/** Where a tier stands and what it promises is in tier.ts; this is what people say of one. */
export type TierTexts = { name: string; description: string | null; translations: Translations };

/** A definition as it once was. */
export type SloVersion = {
  version: number;
  /** OpenSLO v1, YAML. */
  document: string;
  actorKind: string;
  actorId: string;
  createdAt: number;
};
