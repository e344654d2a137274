import { z } from "zod";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { DELIVERY_STATES } from "#lib/domain/delivery/delivery.ts";
import type { TestSend } from "#lib/domain/delivery/test-send.ts";
import { instant, instantText, instantTextOrNull } from "./instant.ts";

/** A test message as it stands. */
export const testSendAnswer = z
  .object({
    id: z.string(),
    channel: z.enum(CHANNELS),
    state: z.enum(DELIVERY_STATES),
    reason: z.string().nullable().meta({ description: "Why it ended as it did, in a word" }),
    attempts: z.number().int(),
    receipt: z
      .object({
        code: z.string().optional(),
        text: z.string().optional(),
        duration_ms: z.number().optional(),
        status: z.string().optional(),
      })
      .nullable()
      .meta({
        description: "What the other side answered last; `status`: what a provider of SMS told later",
      }),
    created_at: instant,
    finished_at: instant.nullable(),
  })
  .meta({ id: "TestSend" });

type Receipt = NonNullable<z.infer<typeof testSendAnswer>["receipt"]>;

function presentReceipt(receipt: TestSend["receipt"]): Receipt | null {
  if (!receipt) return null;
  const { code, text, duration_ms, status } = receipt as Receipt;
  return { code, text, duration_ms, status };
}

export const presentTestSend = (test: TestSend): z.infer<typeof testSendAnswer> => ({
  id: test.id,
  channel: test.channel,
  state: test.state,
  reason: test.reason,
  attempts: test.attempts,
  receipt: presentReceipt(test.receipt),
  created_at: instantText(test.createdAt),
  finished_at: instantTextOrNull(test.finishedAt),
});

export const testSendExample: z.infer<typeof testSendAnswer> = {
  id: "4711",
  channel: "slack",
  state: "sent",
  reason: null,
  attempts: 1,
  receipt: { code: "200", text: "", duration_ms: 182 },
  created_at: "2026-11-24T01:00:00.000Z",
  finished_at: "2026-11-24T01:00:00.412Z",
};
