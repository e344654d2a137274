import { afterEach, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "../db.ts";
import { countSms, forgetSmsBefore, returnSms, type SmsAllowance, takeSms } from "./spending.ts";

withDatabase();
afterEach(() => pool().query("delete from sms_spending"));

const DAY = "2026-11-24";
const take = (given: Partial<SmsAllowance> = {}) =>
  takeSms(pool(), { day: DAY, range: "+8210123", perDay: 5, perRange: 3, ...given });

describe("the day's allowance of SMS", () => {
  it("is taken one by one, for the range and for the day", async () => {
    const told = [];
    for (let at = 0; at < 4; at++) told.push(await take());
    expect(told).toEqual([null, null, null, "range"]);
    expect(await countSms(pool(), DAY)).toBe(3);
    expect([await take({ range: "+8210999" }), await take({ range: "+8210999" })]).toEqual([null, null]);
    expect(await take({ range: "+8210555" })).toBe("day");
    expect(await countSms(pool(), DAY)).toBe(5);
  });

  it("is not exceeded by many who ask at once", async () => {
    const told = await Promise.all(
      Array.from({ length: 30 }, (_, at) => take({ range: `+8210${at % 10}`, perRange: 100 })),
    );
    expect(told.filter((one) => one === null)).toHaveLength(5);
    expect(await countSms(pool(), DAY)).toBe(5);
  });

  it("is there again on the next day, and when one did not leave", async () => {
    for (let at = 0; at < 3; at++) await take();
    await returnSms(pool(), { day: DAY, range: "+8210123" });
    expect(await take()).toBeNull();
    expect(await take({ day: "2026-11-25" })).toBeNull();
  });

  it("of zero lets nothing out", async () => {
    expect(await take({ perDay: 0 })).toBe("day");
  });

  it("is forgotten when it is old", async () => {
    await take({ day: "2026-11-01" });
    await take();
    await forgetSmsBefore(pool(), "2026-11-20");
    expect(await countSms(pool(), "2026-11-01")).toBe(0);
    expect(await countSms(pool(), DAY)).toBe(1);
  });
});
