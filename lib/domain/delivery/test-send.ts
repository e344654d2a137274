import { z } from "zod";
import { id } from "../id.ts";
import { singleLine } from "../input/text.ts";
import { language } from "../language.ts";
import { MAX_URL_LENGTH } from "../subscribers/destination.ts";
import { TEAMS_MODES } from "../subscribers/subscriber.ts";
import { CHANNELS, type Channel } from "./channel.ts";
import type { DeliveryState } from "./delivery.ts";

/** Of one page: a test goes to somebody else's phone or server, and may cost money. */
export const MAX_TESTS_A_MINUTE = 10;
/** Whoever asked has gone away by then: what could not be sent is not sent any more. */
export const TEST_PATIENCE_MS = 10 * 60_000;

/** A message to try a channel: to a subscriber as it is, or to a destination that nobody subscribed. */
export const newTestSend = z
  .object({
    subscriber_id: id.optional(),
    channel: z.enum(CHANNELS).optional(),
    destination: singleLine(MAX_URL_LENGTH).optional(),
    phone_country: z.string().max(2, "two letters, such as KR").optional(),
    language: language.optional(),
    teams_mode: z.enum(TEAMS_MODES).optional(),
  })
  .superRefine(({ subscriber_id, channel, destination }, { addIssue }) => {
    if (subscriber_id !== undefined) return;
    const missing = { channel, destination };
    for (const [path, value] of Object.entries(missing))
      if (value === undefined)
        addIssue({ code: "custom", path: [path], message: "needed, unless it goes to a subscriber" });
  });
export type NewTestSend = z.output<typeof newTestSend>;
export const testSendBody = z.object({ test_send: newTestSend });

/** A test as it stands. Instants are milliseconds since the epoch. */
export type TestSend = {
  id: string;
  channel: Channel;
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  receipt: Record<string, unknown> | null;
  createdAt: number;
  finishedAt: number | null;
};
