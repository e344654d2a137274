/**
 * One layer of a schedule: people take turns of `turnSeconds` from `startsAt` (local time in the schedule's zone, "2026-12-01T09:00") on,
 * optionally only in some hours of some days. Later layers stand above earlier ones.
 */
export type Rotation = {
  name: string;
  userIds: string[];
  startsAt: string;
  /** Counted on the clock of the zone, so turns of a day or a week hand over at the same local time across its changes. */
  turnSeconds: number;
  /**
   * Minutes of the local day, weekdays 1 (Monday) … 7; null: always. An end that is not after the beginning is one of the next
   * day, which belongs to the day it began on.
   */
  hours: { days: number[]; fromMinute: number; untilMinute: number } | null;
};

export type OnCallOverride = { id: string; userId: string; startedAt: number; endedAt: number };

export type OnCallSchedule = {
  id: string;
  pageId: string;
  name: string;
  timeZone: string;
  layers: Rotation[];
  /** In the order in which they were made: of two that overlap the later wins. */
  overrides: OnCallOverride[];
  revision: number;
};

/** Somebody (null: nobody) is on call in [startedAt, endedAt), milliseconds since the epoch. */
export type Shift = { userId: string | null; startedAt: number; endedAt: number };
