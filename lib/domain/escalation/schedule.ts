/**
 * One layer of a schedule: people take turns of `turnSeconds` from `startsAt` (local time in the schedule's zone, "2026-12-01T09:00") on,
 * optionally only in some hours of some days. Later layers stand above earlier ones.
 */
export type Rotation = {
  name: string;
  userIds: string[];
  startsAt: string;
  /** 86,400 or 604,800 hand over at the same local time of the day across changes of the clock. */
  turnSeconds: number;
  /** Minutes of the local day, weekdays 1 (Monday) … 7; null: always. */
  hours: { days: number[]; fromMinute: number; untilMinute: number } | null;
};

export type OnCallOverride = { id: string; userId: string; startedAt: number; endedAt: number };

export type OnCallSchedule = {
  id: string;
  pageId: string;
  name: string;
  timeZone: string;
  layers: Rotation[];
  overrides: OnCallOverride[];
  revision: number;
};
