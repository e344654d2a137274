import { z } from "zod";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { DELIVERY_STATES } from "#lib/domain/delivery/delivery.ts";
import type { FanOutProgress } from "#lib/domain/delivery/progress.ts";
import { id } from "#lib/domain/id.ts";
import { INCIDENT_KINDS } from "#lib/domain/incidents/incident.ts";
import { instant, instantText } from "../instant.ts";

const states = z.record(z.enum(DELIVERY_STATES), z.number().int());

export const fanOutBody = z
  .object({
    id: z.string().meta({ description: "Of the event; grows, a cursor for `before`" }),
    kind: z.string().meta({ description: "`incident.opened`, `maintenance.started` and the like" }),
    incident: z.object({ id, name: z.string(), kind: z.enum(INCIDENT_KINDS) }).nullable(),
    update_id: id.nullable(),
    event_at: instant,
    is_expanded: z.boolean().meta({ description: "False while it is still worked out who hears of it" }),
    recipients: z.number().int(),
    states: states.meta({
      description:
        "`pending`: waits or is being sent; `gathered`: waits for a digest; `collapsed`: a newer word went instead; `cancelled`: unsubscribed, dropped, over before quiet hours were",
    }),
    channels: z.array(z.object({ channel: z.enum(CHANNELS), states })),
  })
  .meta({ id: "FanOut" });

export const presentFanOut = (one: FanOutProgress): z.infer<typeof fanOutBody> => ({
  id: one.eventId,
  kind: one.kind,
  incident: one.incident && { ...one.incident, kind: one.incident.kind as "incident" },
  update_id: one.updateId,
  event_at: instantText(one.eventAt),
  is_expanded: one.isExpanded,
  recipients: one.recipients,
  states: one.states,
  channels: one.channels,
});

const NONE = { pending: 0, gathered: 0, sent: 0, failed: 0, expired: 0, collapsed: 0, cancelled: 0 };

export const fanOutExample: z.infer<typeof fanOutBody> = {
  id: "1204",
  kind: "incident.updated",
  incident: { id: "p31zjtct2jer", name: "REST API 오류 증가", kind: "incident" },
  update_id: "u4k2m8s0q1x7",
  event_at: "2026-11-24T01:00:00.000Z",
  is_expanded: true,
  recipients: 1_250,
  states: { ...NONE, pending: 410, sent: 838, failed: 2 },
  channels: [
    { channel: "email", states: { ...NONE, pending: 410, sent: 790 } },
    { channel: "webhook", states: { ...NONE, sent: 48, failed: 2 } },
  ],
};
