import { afterEach, describe, expect, it } from "vitest";
import type { Sender } from "#lib/channels/channel.ts";
import { pool } from "#lib/data/db.ts";
import { countSms } from "#lib/data/sms/spending.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { withinAllowance } from "./sms-allowance.ts";

withDatabase();
afterEach(() => pool().query("delete from sms_spending"));

const NOW = Date.parse("2026-11-24T23:00:00Z");
const DAY = "2026-11-24";
const SENT: Outcome = { kind: "sent", receipt: { code: "201", text: "" } };
const refused = (code: string): Outcome => ({
  kind: "permanent",
  effect: "refused",
  receipt: { code, text: "" },
});

function world(dailyLimit: number, answer: () => Outcome = () => SENT, now = NOW) {
  const told: string[] = [];
  const sender: Sender<"sms"> = {
    send: async ({ to }) => {
      told.push(to);
      return answer();
    },
    close: async () => {},
  };
  const limited = withinAllowance(sender, { countries: ["KR"], dailyLimit }, () => now);
  const send = (to: string) =>
    limited.send({ channel: "sms", to, body: "x", statusCallback: null }, { timeoutMs: 1_000 });
  return { told, send };
}
const phone = (at: number) => `+8210${String(2_000_0000 + at * 10_007).padStart(8, "0")}`;

describe("what the operator allows of SMS", () => {
  it("ends with the day's limit, for everybody and until the day is over", async () => {
    const { told, send } = world(2);
    expect([await send(phone(1)), await send(phone(2))]).toEqual([SENT, SENT]);
    expect(await send(phone(3))).toEqual({
      kind: "retry",
      fault: "channel",
      afterMs: 3_600_000,
      receipt: { code: "daily_limit", text: "SMS_DAILY_LIMIT is reached for today (UTC)" },
    });
    expect(told).toHaveLength(2);
    const tomorrow = world(2, () => SENT, NOW + 3_600_000);
    expect(await tomorrow.send(phone(3))).toEqual(SENT);
  });

  it("is shared by workers, and outlives them", async () => {
    const [one, other] = [world(3), world(3)];
    await Promise.all([1, 2, 3, 4, 5, 6].map((at) => (at % 2 ? one : other).send(phone(at))));
    expect(one.told.length + other.told.length).toBe(3);
    expect(await world(3).send(phone(9))).toMatchObject({ receipt: { code: "daily_limit" } });
  });

  it("holds for the numbers of one range, and leaves the others alone", async () => {
    const { told, send } = world(10_000);
    await pool().query("insert into sms_spending values ($1, '+82102000', 999), ($1, 'all', 999)", [DAY]);
    const inRange = (at: number) => `+82102000${String(at).padStart(4, "0")}`;
    expect(await send(inRange(1))).toEqual(SENT);
    expect(await send(inRange(2))).toMatchObject({
      kind: "retry",
      fault: "destination",
      receipt: { code: "range_limit" },
    });
    expect(await send(phone(5))).toEqual(SENT);
    expect(told).toHaveLength(2);
  });

  it.each(["+14155552671", "+447911123456", "+19005551234", "+82212345678", "112", ""])(
    "does not reach numbers of other countries, or that are no mobiles: %s",
    async (to) => {
      const { told, send } = world(10);
      expect(await send(to)).toMatchObject({ kind: "permanent", receipt: { code: "country_not_allowed" } });
      expect(told).toEqual([]);
      expect(await countSms(pool(), DAY)).toBe(0);
    },
  );

  it("is not used up by what the provider refused, but by what may have left", async () => {
    await world(10, () => refused("21211")).send(phone(1));
    expect(await countSms(pool(), DAY)).toBe(0);
    const timeout: Outcome = { kind: "retry", fault: "channel", receipt: { code: "timeout", text: "" } };
    await world(10, () => timeout).send(phone(1));
    expect(await countSms(pool(), DAY)).toBe(1);
  });

  it("of none at all sends nothing", async () => {
    const { told, send } = world(0);
    expect(await send(phone(1))).toMatchObject({ receipt: { code: "daily_limit" } });
    expect(told).toEqual([]);
  });
});
