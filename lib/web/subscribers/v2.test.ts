import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage } from "#lib/testing/manage/world.ts";
import { linkOf, newClient, noticesTo, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { confirmSubscription } from "#lib/usecases/subscribers/confirm.ts";
import { subscribe } from "#lib/usecases/subscribers/subscribe.ts";
import { settings } from "../settings.ts";

withDatabase();
const PATH = "/api/v2/subscribers.json";

let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
  Object.assign(settings().env, { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "status@example.com" });
});
const from = (client = newClient()) => ({ "x-client-address": client });
const send = (json: unknown, headers: Record<string, string> = from()) =>
  call("POST", PATH, { json, headers });

describe("POST /api/v2/subscribers.json", () => {
  it("takes JSON and forms as Statuspage's clients send them, and asks for a confirmation", async () => {
    const json = await send({ subscriber: { email: "json@example.com" } });
    const form = await call("POST", PATH, {
      form: "subscriber%5Bemail%5D=form%40example.com",
      headers: from(),
    });
    for (const { status, headers, body } of [json, form]) {
      expect(status).toBe(201);
      expect(body).toEqual({ page: { id: pageId }, subscriber: { state: "unconfirmed", next: "mail" } });
      expect(headers.get("cache-control")).toBe("no-store");
    }
    for (const email of ["json@example.com", "form@example.com"]) {
      const row = (await rowAt(pageId, "email", email))!;
      expect(row).toMatchObject({ state: "pending", consentSource: "api" });
      expect(await noticesTo(row.id)).toMatchObject([{ kind: "confirm" }]);
    }
  });

  it("lets nobody skip the confirmation", async () => {
    const subscriber = { email: "skip@example.com", skip_confirmation_notification: true };
    expect((await send({ subscriber })).status).toBe(201);
    expect((await rowAt(pageId, "email", "skip@example.com"))?.state).toBe("pending");
  });

  it("answers a known address in the same words, and sends it nothing", async () => {
    const email = "known@example.com";
    await subscribe(pageId, { email, consent: true }, subscriberContext());
    const { id } = (await rowAt(pageId, "email", email))!;
    const secretKey = settings().signIn.secret;
    await confirmSubscription(await linkOf("confirm", id), subscriberContext({ secretKey })).catch(() =>
      prisma().subscriber.update({ where: { id }, data: { state: "active", confirmedAt: new Date() } }),
    );
    const [known, fresh] = [
      await send({ subscriber: { email } }),
      await send({ subscriber: { email: "fresh@example.com" } }),
    ];
    expect([known.status, known.body]).toEqual([fresh.status, fresh.body]);
    expect(await noticesTo(id)).toHaveLength(1);
  });

  it.each([
    [{}, 422],
    [{ subscriber: {} }, 422],
    [{ subscriber: { email: "nobody" } }, 422],
    [{ subscriber: { email: { not: "" } } }, 422],
    [{ subscriber: { endpoint: "https://example.com/in" } }, 422],
    [{ subscriber: { phone_number: "+821012345678" } }, 422],
  ])("refuses %j", async (json, status) => {
    const told = await send(json);
    expect(told.status).toBe(status);
    expect((told.body.errors as { path: string }[])[0]!.path).toMatch(/^subscriber/);
  });

  it("tells who asks too often how long to wait", async () => {
    const client = newClient();
    const all = [];
    for (let i = 0; i < 31; i++)
      all.push(send({ subscriber: { email: `many-${i}@example.com` } }, from(client)));
    const refused = (await Promise.all(all)).filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]!.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("DELETE /api/v2/subscribers.json", () => {
  it("ends what its token names, in the query or the body, and nothing by an address", async () => {
    const email = "leaver@example.com";
    await send({ subscriber: { email } });
    const { id } = (await rowAt(pageId, "email", email))!;
    const byAddress = await call("DELETE", PATH, { json: { subscriber: { email }, email } });
    expect(byAddress.status).toBe(404);
    const { signLink } = await import("#lib/usecases/subscribers/links.ts");
    const token = signLink(settings().signIn.secret, "unsubscribe", {
      subscriberId: id,
      epoch: 1,
      expiresAt: null,
    });
    expect((await call("DELETE", `${PATH}?unsubscribe=${token}`)).status).toBe(204);
    expect((await rowAt(pageId, "email", email))?.state).toBe("unsubscribed");
    expect((await call("DELETE", PATH, { json: { token } })).status).toBe(204);
    expect((await call("DELETE", PATH, { json: { token: "forged" } })).status).toBe(404);
  });
});
