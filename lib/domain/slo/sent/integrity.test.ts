import { describe, expect, it } from "vitest";
import { lateBy, overdueRestoreTest, RESTORE_TEST_DAYS } from "./integrity.ts";
import {
  MAX_JOB_LENGTH,
  MAX_MEASURED_SECONDS,
  OTHER_EVENT_FAULT,
  readIntegrityEvents,
} from "./integrity-batch.ts";

const T = Date.parse("2026-11-24T10:00:00Z");
const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();
const given = { kind: "backup", job: "agents-db", at: iso(T), outcome: "success" };
const read = (...batch: unknown[]) => readIntegrityEvents(batch, T);
const refusal = (fields: object) => read({ ...given, ...fields }).rejected[0]?.message;

describe("a batch of integrity events", () => {
  it("is read field by field; what is left out is not measured, and the instant names the event", () => {
    const full = {
      ...{ kind: "restore_test", job: "코드 저장소", at: "2026-11-24T18:59:00+09:00", outcome: "failure" },
      ...{ rto_seconds: 3_601, rpo_seconds: 0, client_id: "run-7", note: "디스크가 가득 찼습니다" },
    };
    expect(read(given, full)).toEqual({
      events: [
        {
          index: 0,
          event: {
            ...{ kind: "backup", job: "agents-db", at: T, outcome: "success", clientId: iso(T) },
            ...{ rtoSeconds: null, rpoSeconds: null, note: null },
          },
        },
        {
          index: 1,
          event: {
            ...{ kind: "restore_test", job: "코드 저장소", at: T - 60_000, outcome: "failure" },
            ...{ rtoSeconds: 3_601, rpoSeconds: 0, clientId: "run-7", note: "디스크가 가득 찼습니다" },
          },
        },
      ],
      repeated: 0,
      rejected: [],
    });
  });

  it.each([
    [{ kind: "snapshot" }, /^kind must be one of backup, restore, restore_test, checksum$/],
    [{ outcome: "ok" }, /^outcome must be one of success, failure, data_loss$/],
    [{ job: "" }, /^job must be a line/],
    [{ job: "x".repeat(MAX_JOB_LENGTH + 1) }, /^job must be a line/],
    [{ job: "a\nb" }, /^job must be a line/],
    [{ job: undefined }, /^job must be a line/],
    [{ at: "yesterday" }, /^at must be an ISO-8601 instant/],
    [{ at: "2026-11-24T10:00:00" }, /^at must be an ISO-8601 instant/],
    [{ at: iso(T + 301_000) }, /^at lies more than 5 minutes in the future$/],
    [{ at: iso(T - 401 * DAY) }, /^at lies more than 400 days in the past$/],
    [{ rto_seconds: -1 }, /^rto_seconds must be whole seconds/],
    [{ rto_seconds: Number.NaN }, /^rto_seconds must be whole seconds/],
    [{ rpo_seconds: 1.5 }, /^rpo_seconds must be whole seconds/],
    [{ rpo_seconds: MAX_MEASURED_SECONDS + 1 }, /^rpo_seconds must be whole seconds/],
    [{ client_id: "" }, /^client_id must be a line/],
    [{ client_id: 7 }, /^client_id must be a line/],
    [{ note: "\u0000" }, /^note must be a line/],
  ])("refuses %j with a sentence", (fields, sentence) => {
    expect(refusal(fields)).toMatch(sentence);
  });

  it("keeps the rest of what has faults, and says which entries have them", () => {
    const { events, rejected } = read(null, given, "x", { ...given, outcome: "ok" });
    expect(events.map(({ index }) => index)).toEqual([1]);
    expect(rejected.map(({ index }) => index)).toEqual([0, 2, 3]);
  });

  it("takes an event once, and refuses another one under its name", () => {
    const other = { ...given, outcome: "data_loss" };
    const { events, repeated, rejected } = read(given, given, other, { ...other, job: "code" });
    expect(events.map(({ index }) => index)).toEqual([0, 3]);
    expect([repeated, rejected]).toEqual([1, [{ index: 2, message: OTHER_EVENT_FAULT }]]);
  });
});

describe("recovery", () => {
  const event = { ...read(given).events[0]!.event };

  it.each([
    [null, null, []],
    [3_600, 900, []],
    [3_601, 900, ["rto"]],
    [10, 901, ["rpo"]],
    [7_200, 7_200, ["rto", "rpo"]],
  ])("in %s s with %s s lost is late by %j", (rtoSeconds, rpoSeconds, late) => {
    expect(lateBy({ ...event, rtoSeconds, rpoSeconds })).toEqual(late);
  });
});

describe("the monthly restore test", () => {
  const month = RESTORE_TEST_DAYS * DAY;

  it("is nobody's where nobody tells of integrity", () => {
    expect(overdueRestoreTest({ lastAt: null, expectedFrom: null }, T)).toBeNull();
  });

  it("is overdue when the last good one is older than 31 days, not at 31 days", () => {
    const facts = { lastAt: T, expectedFrom: T - 300 * DAY };
    expect(overdueRestoreTest(facts, T + month)).toBeNull();
    expect(overdueRestoreTest(facts, T + month + 1)).toEqual({ lastAt: T, since: T + month });
  });

  it("is overdue when there never was one, a month after the first event or definition", () => {
    const facts = { lastAt: null, expectedFrom: T };
    expect(overdueRestoreTest(facts, T + month)).toBeNull();
    expect(overdueRestoreTest(facts, T + 2 * month)).toEqual({ lastAt: null, since: T + month });
  });
});
