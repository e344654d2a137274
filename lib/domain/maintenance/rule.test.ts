import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRule, ruleText } from "./rule.ts";

const faults = (text: string) => readRule(text).faults.map(({ path, message }) => `${path}: ${message}`);

describe("readRule", () => {
  it.each([
    ["FREQ=DAILY", "FREQ=DAILY"],
    ["rrule:freq=weekly;byday=tu", "FREQ=WEEKLY;BYDAY=TU"],
    ["BYDAY=1FR;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1FR"],
    ["FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU;BYSETPOS=-1"],
    ["FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1;COUNT=4", "FREQ=YEARLY;COUNT=4;BYMONTH=3,9;BYMONTHDAY=-1"],
    ["FREQ=WEEKLY;UNTIL=20271231T145959Z;WKST=SU", "FREQ=WEEKLY;UNTIL=20271231T145959Z;WKST=SU"],
    ["FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=-1SU"],
  ])("takes %s", (text, canonical) => {
    const { rule } = readRule(text);
    expect(rule && ruleText(rule)).toBe(canonical);
    expect(readRule(canonical).rule).toEqual(rule);
  });

  it.each([
    ["", 'rrule: "" is not NAME=VALUE'],
    ["every friday", 'rrule: "EVERY FRIDAY" is not NAME=VALUE'],
    ["BYDAY=FR", "rrule: FREQ is missing: FREQ=WEEKLY;BYDAY=TU"],
    ["FREQ=FOO", "rrule: FREQ must be one of DAILY, WEEKLY, MONTHLY, YEARLY"],
    ["FREQ=HOURLY", "rrule: FREQ=HOURLY is denser than one window a day: use DAILY or rarer"],
    ["FREQ=SECONDLY", "rrule: FREQ=SECONDLY is denser than one window a day: use DAILY or rarer"],
    ["FREQ=DAILY;BYHOUR=1,2", "rrule: BYHOUR is not taken: the time of day is that of starts_at"],
    ["FREQ=DAILY;DTSTART=20260101", "rrule: DTSTART is said by starts_at"],
    ["FREQ=DAILY;X=1", "rrule: X is not a part of a rule that is taken here"],
    ["FREQ=DAILY;INTERVAL=0", "rrule: INTERVAL must be a number from 1 to 366"],
    ["FREQ=DAILY;INTERVAL=-1", "rrule: INTERVAL must be a number from 1 to 366"],
    ["FREQ=DAILY;COUNT=0", "rrule: COUNT must be a number from 1 to 1000"],
    ["FREQ=DAILY;COUNT=2;UNTIL=20270101", "rrule: COUNT and UNTIL exclude each other"],
    ["FREQ=DAILY;FREQ=WEEKLY", "rrule: FREQ is there twice"],
    ["FREQ=WEEKLY;BYDAY=XX", "rrule: BYDAY must be days such as MO,TU or 1FR,-1SU"],
    ["FREQ=WEEKLY;BYDAY=1FR", "rrule: days with a number such as 1FR need FREQ=MONTHLY or YEARLY"],
    ["FREQ=DAILY;BYMONTHDAY=1", "rrule: BYMONTHDAY needs FREQ=MONTHLY or YEARLY"],
    ["FREQ=MONTHLY;BYMONTHDAY=32", "rrule: BYMONTHDAY must be days from 1 to 31, or -1 to -31 from the end"],
    [
      `FREQ=YEARLY;BYDAY=MO;BYSETPOS=${Array.from({ length: 13 }, (_, i) => i + 1).join(",")}`,
      "rrule: BYSETPOS must be at most 12 positions such as 1 or -1",
    ],
    ["FREQ=MONTHLY;BYSETPOS=1", "rrule: BYSETPOS needs FREQ=MONTHLY or YEARLY, and BYDAY or BYMONTHDAY"],
    ["FREQ=DAILY;BYMONTH=13", "rrule: BYMONTH must be months from 1 to 12"],
    [
      "FREQ=DAILY;UNTIL=tomorrow",
      "rrule: UNTIL must be 20271231, 20271231T235959 (local) or 20271231T145959Z",
    ],
  ])("refuses %s and says why", (text, message) => {
    expect(faults(text)).toEqual([message]);
  });

  it("tells every fault at once", () => {
    expect(faults("FREQ=FOO;COUNT=x;BYHOUR=1")).toHaveLength(3);
  });

  it("never throws, whatever comes", () => {
    const parts = fc.constantFrom("FREQ", "BYDAY", "COUNT", "UNTIL", "__proto__", "toString", "=", ";");
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 8 }), (list) => {
        const { rule, faults } = readRule(list.join(""));
        expect(rule === null).toBe(faults.length > 0);
      }),
    );
  });
});
