import type { Scope } from "#lib/data/scope.ts";
import { storeIntegrityEvents } from "#lib/data/slo/sent/integrity.ts";
import { Failure } from "#lib/domain/errors.ts";
import type { Rejected } from "#lib/domain/slo/measurement-batch.ts";
import {
  keyOfEvent,
  MAX_INTEGRITY_EVENTS,
  OTHER_EVENT_FAULT,
  readIntegrityEvents,
  saysTheSame,
} from "#lib/domain/slo/sent/integrity-batch.ts";

export type SubmittedIntegrityEvents = { accepted: number; duplicates: number; rejected: Rejected[] };

/**
 * Takes what jobs say of backups, restores and checks, each on its own merits; told again it is the same event. SLIs of integrity
 * are counted with it. Durable on return. @throws Failure too_large
 */
export async function submitIntegrityEvents(
  { pageId }: Scope<"samples:write">,
  batch: readonly unknown[],
  now: number,
): Promise<SubmittedIntegrityEvents> {
  if (batch.length > MAX_INTEGRITY_EVENTS)
    throw new Failure(
      "too_large",
      `At most ${MAX_INTEGRITY_EVENTS} integrity events a request: this one has ${batch.length}`,
    );
  const { events, repeated, rejected } = readIntegrityEvents(batch, now);
  const { added, stored } = await storeIntegrityEvents(
    pageId,
    events.map(({ event }) => event),
    now,
  );
  const others = events.filter(({ event }) => !saysTheSame(event, stored.get(keyOfEvent(event))!));
  return {
    accepted: added,
    duplicates: repeated + events.length - added - others.length,
    rejected: [...rejected, ...others.map(({ index }) => ({ index, message: OTHER_EVENT_FAULT }))].sort(
      (a, b) => a.index - b.index,
    ),
  };
}
