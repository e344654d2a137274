import type { EventStatus, ImpactOverride } from "#lib/domain/incidents/incident.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";

/** What is about to be published, as far as it decides who is told and what they read; as the manage API takes it. */
export type BlastDraft = {
  /** Left out: it is new. */
  incident_id?: string;
  kind: "incident" | "announcement" | "maintenance";
  status: EventStatus;
  name: string;
  translations: Translations;
  body: string;
  update_translations: Translations;
  components: Record<string, WireState>;
  impact_override?: ImpactOverride | null;
  next_update_at?: string | null;
  scheduled_for?: string;
  scheduled_until?: string;
};

/** What decides who is told: words do not. */
export const audienceOf = ({ incident_id, kind, status, components, impact_override }: BlastDraft) => ({
  ...(incident_id && { incident_id }),
  ...{ kind, status, components },
  ...(impact_override && { impact_override }),
});
