import { z } from "zod";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { SubscriberState } from "#lib/domain/subscribers/subscriber.ts";

export type Counts = Record<Channel, Record<SubscriberState, number>>;

const number = z.number().int();
/** Types in the order of Statuspage; partners there are none of. */
const TYPES = ["email", "sms", "webhook", "integration_partner", "slack", "teams"] as const;
type Type = (typeof TYPES)[number];

const isChannel = (type: Type): type is Channel => (CHANNELS as readonly string[]).includes(type);
const each = <T>(make: (type: Type) => T) =>
  Object.fromEntries(TYPES.map((type) => [type, make(type)])) as Record<Type, T>;

export const countsBody = z.object(each(() => number)).meta({ id: "SubscriberCounts" });
const histogram = z.object({ active: number, unconfirmed: number, quarantined: number, total: number });
export const histogramBody = z.object(each(() => histogram)).meta({ id: "SubscriberHistogram" });

export type CountsAsked = {
  counts: Counts;
  channel?: Channel | undefined;
  states: readonly SubscriberState[];
};

export const presentCounts = ({ counts, channel, states }: CountsAsked): z.infer<typeof countsBody> =>
  each((type) =>
    isChannel(type) && (!channel || channel === type)
      ? states.reduce((sum, state) => sum + counts[type][state], 0)
      : 0,
  );

export const presentHistogram = (counts: Counts): z.infer<typeof histogramBody> =>
  each((type) => {
    const of = isChannel(type) ? counts[type] : { active: 0, pending: 0, quarantined: 0 };
    const told = { active: of.active, unconfirmed: of.pending, quarantined: of.quarantined };
    return { ...told, total: told.active + told.unconfirmed + told.quarantined };
  });

export const countsExample: z.infer<typeof countsBody> = {
  ...each(() => 0),
  email: 1_204,
  webhook: 12,
};
export const histogramExample: z.infer<typeof histogramBody> = {
  ...each(() => ({ active: 0, unconfirmed: 0, quarantined: 0, total: 0 })),
  email: { active: 1_204, unconfirmed: 16, quarantined: 3, total: 1_223 },
};
