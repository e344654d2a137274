import { Counter, Gauge, type Registry } from "prom-client";
import type { ChannelFigures, QueueHealth } from "#lib/usecases/deliveries/queue.ts";

type Sources = {
  readQueue: (now: number) => Promise<QueueHealth>;
  readChannels: () => Promise<ChannelFigures[]>;
};
type Figures = { queue: QueueHealth; channels: ChannelFigures[] };

/** However often somebody asks, the database is asked once in this time. */
const REMEMBERED_MS = 5_000;
const SECOND_MS = 1_000;
const OUTCOMES = ["sent", "retried", "failed"] as const;

/** Prometheus figures of sending, for the whole installation. While the database is away there are none. */
export function addDeliveryMetrics(
  registry: Registry,
  sources: Sources,
  clock: () => number = Date.now,
): void {
  let known: Promise<Figures | null> = Promise.resolve(null);
  let readAt = Number.NEGATIVE_INFINITY;
  const figures = () => {
    const now = clock();
    if (now - readAt >= REMEMBERED_MS) {
      readAt = now;
      known = Promise.all([sources.readQueue(now), sources.readChannels()]).then(
        ([queue, channels]) => ({ queue, channels }),
        () => null,
      );
    }
    return known;
  };
  const registers = [registry];
  const gauge = (name: string, help: string, read: (figures: Figures, set: Gauge<"channel">) => void) =>
    new Gauge({
      ...{ name, help, registers, labelNames: name.endsWith("_waiting") ? (["channel"] as const) : [] },
      async collect() {
        this.reset();
        const all = await figures();
        if (all) read(all, this);
      },
    });
  new Counter({
    ...{
      name: "tds_delivery_tries_total",
      help: "Tries to deliver a message, by what they came to",
      registers,
    },
    labelNames: ["channel", "outcome"] as const,
    async collect() {
      this.reset();
      for (const row of (await figures())?.channels ?? [])
        for (const outcome of OUTCOMES) this.inc({ channel: row.channel, outcome }, row[outcome]);
    },
  });
  gauge("tds_deliveries_waiting", "Messages that wait, due now or later", ({ channels }, set) => {
    for (const { channel, waiting } of channels) set.set({ channel }, waiting);
  });
  gauge("tds_oldest_due_delivery_seconds", "How long the oldest due message has waited", ({ queue }, set) =>
    set.set((queue.oldestDueAgeMs ?? 0) / SECOND_MS),
  );
  gauge("tds_deliveries_held", "1 while an operator has to say what becomes of messages", ({ queue }, set) =>
    set.set(queue.isHeld ? 1 : 0),
  );
}
