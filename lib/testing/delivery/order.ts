import type { SmtpSink } from "../network/smtp-sink.ts";

/** That a recipient was told this step of an incident, in the order of the sink's history. */
export type Told = { to: string; step: number };

export type OrderFaults = {
  recipients: number;
  /** Who got an older state after a newer one, with everything that they got. */
  backwards: { to: string; steps: number[] }[];
  /** Who did not get the last word last. */
  withoutEnd: string[];
};

/** What went wrong with the order of an incident's updates, recipient by recipient. */
export function faultsOfOrder(told: readonly Told[], lastStep: number): OrderFaults {
  const all = [...Map.groupBy(told, ({ to }) => to)].map(([to, each]) => ({
    to,
    steps: each.map(({ step }) => step),
  }));
  return {
    recipients: all.length,
    backwards: all.filter(({ steps }) => steps.some((step, i) => i > 0 && step < steps[i - 1]!)),
    withoutEnd: all.filter(({ steps }) => steps.at(-1) !== lastStep).map(({ to }) => to),
  };
}

/** Which step each kept mail tells: the one whose words come first, as it may quote what was said before. */
export function mailSteps(sink: Pick<SmtpSink, "history" | "raw">, words: readonly string[]): Told[] {
  return sink.history().map(({ to }, i) => {
    const text = sink.raw(i)!.toString();
    const places = words.map((word) => text.indexOf(word)).map((place) => (place < 0 ? Infinity : place));
    return { to: to[0]!, step: places.indexOf(Math.min(...places)) };
  });
}
