import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { codeSentTo, noticesTo, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { verifyCode } from "./codes.ts";
import { readManaged, sendManageLink } from "./manage.ts";
import { CODE_COOLDOWN_MS, CODE_LIFETIME_MS, CODE_PAUSE_MS, CODE_TRIES } from "./prove.ts";
import { stopDestination } from "./stop.ts";
import { subscribe } from "./subscribe.ts";

withDatabase();

let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});
let made = 0;
/** Each with another prefix, so that the limit on neighbours does not count. */
const newPhone = () => `+82102${String(++made).padStart(4, "0")}678`;
const START = Date.now();
const at = (ms: number) => subscriberContext({ now: START + ms });
const ask = (phone_number: string, ms = 0) => subscribe(pageId, { phone_number, consent: true }, at(ms));
const idOf = async (phone: string) => (await rowAt(pageId, "sms", phone))!.id;
const enter = (destination: string, code: string, ms = 0) =>
  verifyCode(pageId, { destination, code }, at(ms));
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("a code by SMS", () => {
  it("has six digits, is kept as a keyed hash, and confirms the phone", async () => {
    const phone = newPhone();
    expect(await ask(phone)).toEqual({ next: "code" });
    const id = await idOf(phone);
    const code = await codeSentTo(id);
    expect(code).toMatch(/^\d{6}$/);
    const kept = await prisma().subscriberCode.findUniqueOrThrow({ where: { subscriberId: id } });
    expect(kept.codeHash).not.toContain(code);
    const { subscriber, manageToken } = await enter(phone, ` ${code} `);
    expect(subscriber).toMatchObject({ id, state: "active", confirmedAt: START, purgeAt: null });
    expect((await readManaged(manageToken, at(0)))?.holder.id).toBe(id);
    expect((await written(pageId)).audits.filter(({ objectId }) => objectId === id)).toMatchObject([
      { action: "subscriber.subscribe" },
      { action: "subscriber.confirm", actorId: `subscriber:${id}` },
    ]);
  });

  it("counts once", async () => {
    const phone = newPhone();
    await ask(phone);
    const code = await codeSentTo(await idOf(phone));
    await enter(phone, code);
    await expect(enter(phone, code)).rejects.toMatchObject({ faults: [{ path: "code" }] });
  });

  it("is no longer good after 15 minutes", async () => {
    const phone = newPhone();
    await ask(phone);
    const code = await codeSentTo(await idOf(phone));
    await expect(enter(phone, code, CODE_LIFETIME_MS)).rejects.toMatchObject({ kind: "invalid" });
  });

  it("has five tries, then there is a new one after a pause", async () => {
    const phone = newPhone();
    await ask(phone);
    const id = await idOf(phone);
    const code = await codeSentTo(id);
    for (let i = 0; i < CODE_TRIES; i++)
      await expect(enter(phone, other(code))).rejects.toMatchObject({ kind: "invalid" });
    await expect(enter(phone, code)).rejects.toMatchObject({ kind: "invalid" });
    await ask(phone, CODE_COOLDOWN_MS);
    expect(await noticesTo(id)).toHaveLength(1);
    await ask(phone, CODE_PAUSE_MS);
    expect(await noticesTo(id)).toHaveLength(2);
    const { subscriber } = await enter(phone, await codeSentTo(id), CODE_PAUSE_MS);
    expect(subscriber.state).toBe("active");
  });

  it("cannot be guessed by many at once", async () => {
    const phone = newPhone();
    await ask(phone);
    const code = await codeSentTo(await idOf(phone));
    await Promise.allSettled(Array.from({ length: 20 }, () => enter(phone, other(code))));
    const { attempts } = await prisma().subscriberCode.findFirstOrThrow({
      where: { subscriberId: await idOf(phone) },
    });
    expect(attempts).toBe(CODE_TRIES);
    await expect(enter(phone, code)).rejects.toMatchObject({ kind: "invalid" });
  });

  it("is sent again after a minute, not before, and only the last counts", async () => {
    const phone = newPhone();
    await ask(phone);
    const id = await idOf(phone);
    const first = await codeSentTo(id);
    await ask(phone, CODE_COOLDOWN_MS - 1);
    expect(await noticesTo(id)).toHaveLength(1);
    await ask(phone, CODE_COOLDOWN_MS);
    const second = await codeSentTo(id);
    if (first !== second) await expect(enter(phone, first)).rejects.toMatchObject({ kind: "invalid" });
    expect((await enter(phone, second)).subscriber.state).toBe("active");
  });

  it("is refused in the same words for a number that nobody has", async () => {
    const phone = newPhone();
    await ask(phone);
    const texts = [];
    for (const [number, code] of [
      [phone, "abc"],
      [newPhone(), "000000"],
      ["no number", "000000"],
    ] as const)
      texts.push(await enter(number, code).catch(({ faults }) => JSON.stringify(faults)));
    expect(new Set(texts).size).toBe(1);
  });

  it("of another page does not count here", async () => {
    const phone = newPhone();
    await ask(phone);
    const code = await codeSentTo(await idOf(phone));
    const elsewhere = await newPage();
    await subscribe(elsewhere, { phone_number: phone, consent: true }, at(0));
    const stranger = verifyCode(elsewhere, { destination: phone, code: other(code) }, at(0));
    await expect(stranger).rejects.toMatchObject({ kind: "invalid" });
    expect((await rowAt(elsewhere, "sms", phone))?.state).toBe("pending");
  });

  it("opens the manage page of a phone that is told already, when its owner asks", async () => {
    const phone = newPhone();
    await ask(phone);
    const id = await idOf(phone);
    await enter(phone, await codeSentTo(id));
    expect(await ask(phone, CODE_COOLDOWN_MS)).toEqual({ next: "code" });
    expect(await noticesTo(id)).toHaveLength(1);
    expect(await sendManageLink(pageId, { phone_number: phone }, at(CODE_COOLDOWN_MS))).toEqual({
      next: "code",
    });
    const { manageToken } = await enter(phone, await codeSentTo(id), CODE_COOLDOWN_MS);
    expect(await readManaged(manageToken, at(CODE_COOLDOWN_MS))).not.toBeNull();
  });
});

describe("messages that cost", () => {
  it("go to allowed countries only, in one sentence for all others", async () => {
    const sentences = [];
    for (const phone of ["+14155552671", "+447911123456", "12"])
      sentences.push(await ask(phone).catch(({ faults }) => JSON.stringify(faults)));
    expect(new Set(sentences).size).toBe(1);
    expect(sentences[0]).toContain("must be a mobile number of KR");
  });

  it("are off until they are set up", async () => {
    const ctx = at(0);
    const setups = { ...ctx.setups, sms: { isConfigured: false, missing: ["TWILIO_ACCOUNT_SID"] } };
    const asked = subscribe(pageId, { phone_number: newPhone(), consent: true }, { ...ctx, setups });
    await expect(asked).rejects.toMatchObject({ kind: "invalid", faults: [{ path: "phone_number" }] });
  });

  it("go to ten neighbours an hour at most", async () => {
    const neighbours = Array.from({ length: 11 }, (_, i) => `+8210777712${String(i).padStart(2, "0")}`);
    const results = await Promise.allSettled(neighbours.map((phone) => ask(phone)));
    const refused = results.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]!.reason).toMatchObject({ kind: "too_many", retryAfterSeconds: 3_600 });
  });

  it("leave half of a day's allowance for what subscribers must hear", async () => {
    const day = START + 10 * 86_400_000;
    const rules = { ...at(0).rules, smsDailyLimit: 4 };
    const asked = (ms: number) =>
      subscribe(
        pageId,
        { phone_number: newPhone(), consent: true },
        subscriberContext({ now: day + ms, rules }),
      );
    await asked(0);
    await asked(1);
    await expect(asked(2)).rejects.toMatchObject({ kind: "too_many" });
    const none = { ...rules, smsDailyLimit: 0 };
    const never = subscriberContext({ now: day + 2 * 86_400_000, rules: none });
    await expect(subscribe(pageId, { phone_number: newPhone(), consent: true }, never)).rejects.toMatchObject(
      {
        kind: "too_many",
      },
    );
  });

  it("are not sent to who said STOP, whoever asks; the answer is the same", async () => {
    const phone = newPhone();
    await stopDestination(pageId, "sms", phone, "stop", at(0));
    expect(await ask(phone)).toEqual({ next: "code" });
    expect(await noticesTo(await idOf(phone))).toEqual([]);
  });
});
