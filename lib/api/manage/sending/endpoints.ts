import { z } from "zod";
import { MAX_REPLAYED, replayInput } from "#lib/domain/fan-outs/replay.ts";
import { endpoint } from "../endpoint.ts";
import { instant, instantText } from "../instant.ts";

const tag = "Deliveries";
const hold = "/v1/pages/{page_id}/deliveries/hold";

/** What the use case tells. */
type Standing = {
  hold: { heldAt: number; reason: string } | null;
  waiting: { deliveries: number; events: number };
};

const holdBody = z
  .object({
    is_held: z.boolean(),
    held_at: instant.nullable(),
    reason: z.string().nullable().meta({
      description: "`restored`: a backup was restored; `mismatch`: the database is an older one than before",
    }),
    waiting_deliveries: z.number().int(),
    waiting_events: z.number().int(),
  })
  .meta({ id: "Hold" });

const presentHold = ({ hold: held, waiting }: Standing): z.infer<typeof holdBody> => ({
  is_held: held !== null,
  held_at: held && instantText(held.heldAt),
  reason: held?.reason ?? null,
  waiting_deliveries: waiting.deliveries,
  waiting_events: waiting.events,
});

const heldExample: z.infer<typeof holdBody> = {
  is_held: true,
  held_at: "2026-11-24T01:00:00.000Z",
  reason: "restored",
  waiting_deliveries: 120,
  waiting_events: 1,
};

export const replayDeliveries = endpoint({
  operationId: "replayDeliveries",
  methods: ["POST"],
  path: "/v1/pages/{page_id}/deliveries/replay",
  tag,
  summary: "Send failed messages of a range once more",
  description: `Of each incident only the newest, and nothing older than what went out meanwhile. At most ${MAX_REPLAYED} at once.`,
  permission: "subscribers:write",
  body: z.object({ replay: replayInput }),
  status: 200,
  answer: z.object({ count: z.number().int() }),
  present: (count: number) => ({ count }),
  example: { request: { replay: { event_id: "1204", channel: "webhook" } }, response: { count: 3 } },
});

export const readHold = endpoint({
  operationId: "readHold",
  methods: ["GET"],
  path: hold,
  tag,
  summary: "Whether sending is held after a restore, and what waits",
  permission: "page:read",
  status: 200,
  answer: holdBody,
  present: presentHold,
  example: { response: heldExample },
});

export const decideHold = endpoint({
  operationId: "decideHold",
  methods: ["POST"],
  path: hold,
  tag,
  summary: "Send what is held, or forget it",
  description:
    "`drop` cancels every message that waits; in both cases what comes afterwards is sent as it comes.",
  permission: "settings:write",
  body: z.object({ hold: z.object({ decision: z.enum(["send", "drop"]) }) }),
  status: 200,
  answer: holdBody,
  present: presentHold,
  example: {
    request: { hold: { decision: "drop" } },
    response: {
      ...heldExample,
      is_held: false,
      held_at: null,
      reason: null,
      waiting_deliveries: 0,
      waiting_events: 0,
    },
  },
});
