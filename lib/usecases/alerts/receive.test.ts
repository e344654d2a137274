import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { MAX_FIRING_ALERTS } from "#lib/domain/alerts/source.ts";
import { Failure } from "#lib/domain/errors.ts";
import { makeAlerted, SECRET_KEY } from "#lib/testing/data/alerts.ts";
import { actionsOf } from "#lib/testing/data/automation.ts";
import { withDatabase } from "#lib/testing/database.ts";
import * as prometheus from "#lib/testing/fixtures/alerts/prometheus.ts";
import {
  alarmOver,
  CERTIFICATE_URL,
  confirmation,
  signed,
  snsCertificate,
  TOPIC,
} from "#lib/testing/fixtures/alerts/sns.ts";
import * as vendors from "#lib/testing/fixtures/alerts/vendors.ts";
import { createAuthority, issue } from "#lib/testing/network/certificate.ts";
import { sealSecret, unsealSecret } from "../secrets/sealed.ts";
import { findSource } from "./find-source.ts";
import { receiveAlerts } from "./receive.ts";
import { ALERT_SECRET, GRAFANA_SIGNATURE, GRAFANA_TIMESTAMP, PAGERDUTY_SIGNATURE } from "./signature.ts";
import type { SnsReach } from "./sns.ts";

withDatabase();

type World = Awaited<ReturnType<typeof makeAlerted>>;

const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

/** What became of a message: the kind of the refusal, or what was received. */
async function outcome(work: Promise<unknown>): Promise<unknown> {
  return await work.catch((error) => {
    if (error instanceof Failure) return `${error.kind}: ${error.message}`;
    throw error;
  });
}

describe("a message of alerts", () => {
  it("is stored as its sender says it, and acts of ours are not recorded for it", async () => {
    const world = await makeAlerted({ source: { kind: "alertmanager" } });
    const received = await world.receive(prometheus.alertmanagerMixed);
    expect(received).toEqual({
      accepted: 2,
      fresh: 2,
      stale: 0,
      ignored: [{ path: "truncatedAlerts", message: expect.any(String) }],
    });
    const alerts = await world.alerts();
    expect(alerts).toMatchObject([
      { fingerprint: "1a30ba71cca2921f", status: "resolved", count: 1, dueAt: null },
      {
        fingerprint: "88e6a9c1f6b7d2aa",
        status: "firing",
        labels: expect.objectContaining({ job: "payment" }),
        url: prometheus.alertmanagerFiring.alerts[0]!.generatorURL,
        dueAt: new Date(world.now + 60_000),
      },
    ]);
    expect(await actionsOf(world.pageId)).toEqual(["alert_source.create"]);
    const source = await prisma().alertSource.findUniqueOrThrow({ where: { id: world.source.id } });
    expect(source.lastReceivedAt).toEqual(new Date(world.now));
  });

  it("that comes again counts, and does not postpone its draft", async () => {
    const world = await makeAlerted();
    await world.send("firing");
    world.now += 30_000;
    expect(await world.send("firing")).toMatchObject({ accepted: 1, fresh: 0 });
    const [alert, ...others] = await world.alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      count: 2,
      lastAt: new Date(world.now),
      dueAt: new Date(world.now + 30_000),
      firingSince: new Date(world.now - 30_000),
    });
  });

  it("tells in every alert which components it suggests", async () => {
    const world = await makeAlerted({ components: 2 });
    await world.send("firing", { service: 1 });
    expect((await world.alerts())[0]!.componentIds).toEqual([world.componentIds[1]]);
  });

  it("is refused whole with the paths of its faults, and then nothing of it is stored", async () => {
    const world = await makeAlerted();
    const good = { status: "firing", title: "a" };
    const refused = await world.receive({ alerts: [good, { title: 7 }] }).catch((error) => error);
    expect(refused).toBeInstanceOf(Failure);
    expect(refused.kind).toBe("invalid");
    expect(refused.faults.map((fault: { path: string }) => fault.path).sort()).toEqual([
      "alerts.1.status",
      "alerts.1.title",
    ]);
    expect(await world.alerts()).toEqual([]);
    const message = { body: "{", headers: new Map<string, string>() };
    const context = { secretKey: SECRET_KEY, sns: reach().sns, now: world.now };
    expect(await outcome(receiveAlerts(world.source, message, context))).toMatch(/^malformed/);
  });

  it("that is older than what came before changes nothing", async () => {
    const world = await makeAlerted({ source: { kind: "pagerduty" } });
    expect(await world.receive(vendors.pagerdutyTriggered)).toMatchObject({ accepted: 1, fresh: 1 });
    expect(await world.receive(vendors.pagerdutyResolved)).toMatchObject({ accepted: 1, fresh: 0 });
    for (const late of [vendors.pagerdutyTriggered, vendors.pagerdutyAcknowledged])
      expect(await world.receive(late)).toMatchObject({ accepted: 0, stale: 1 });
    expect(await world.alerts()).toMatchObject([{ status: "resolved", count: 1 }]);
  });

  it.each([
    ["grafana", prometheus.grafanaFiring, 2],
    ["datadog", vendors.datadogTriggered, 1],
    ["opsgenie", vendors.opsgenieCreate, 1],
    ["pagerduty", vendors.pagerdutyNote, 0],
  ] as const)("of %s is read in its own form", async (kind, body, accepted) => {
    const world = await makeAlerted({ source: { kind } });
    expect(await world.receive(body)).toMatchObject({ accepted });
    expect(await world.alerts()).toHaveLength(accepted);
  });

  it("keeps a very long fingerprint as its hash, and believes a sender's clock for a day", async () => {
    const world = await makeAlerted();
    const started_at = new Date(world.now - 10 * 86_400_000).toISOString();
    await world.receive({ status: "firing", title: "x", fingerprint: "f".repeat(4_000), started_at });
    expect(await world.alerts()).toMatchObject([
      {
        fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        firingSince: new Date(world.now - 86_400_000),
      },
    ]);
  });

  it("stores whatever a name may hold, and lets no time from the future make later messages stale", async () => {
    const world = await makeAlerted();
    for (const fingerprint of ["a\u0000b", "\ud800", "'; --", "한국어"])
      expect(await world.receive({ status: "firing", title: "x", fingerprint })).toMatchObject({ fresh: 1 });
    expect(await world.receive({ status: "firing", title: "x", fingerprint: "a\u0000b" })).toMatchObject({
      accepted: 1,
      fresh: 0,
    });
    const ahead = await makeAlerted({ source: { kind: "datadog" } });
    await ahead.receive({ ...vendors.datadogTriggered, last_updated: "4795395605000" });
    ahead.now += 1_000;
    const over = { ...vendors.datadogRecovered, last_updated: String(ahead.now) };
    expect(await ahead.receive(over)).toMatchObject({ accepted: 1, stale: 0 });
  });

  it("is refused when too many alerts of the source fire already", async () => {
    const world = await makeAlerted();
    await prisma().$executeRaw`
      insert into alerts (id, page_id, source_id, fingerprint, status, title, firing_since, last_at, component_ids)
      select lpad(i::text, 12, '0'), ${world.pageId}, ${world.source.id}, 'x' || i, 'firing', 'x', now(), now(), '{}'
      from generate_series(1, ${MAX_FIRING_ALERTS}) as i`;
    expect(await outcome(world.send("firing"))).toMatch(/^too_many/);
    expect(await outcome(world.send("resolved", { fingerprint: "x1" }))).toMatchObject({ accepted: 1 });
  });

  it("holds when the same alerts come many times at once", async () => {
    const world = await makeAlerted();
    const alerts = ["c", "a", "b"].map((fingerprint) => ({ fingerprint, status: "firing", title: "x" }));
    const messages = Array.from({ length: 8 }, (_, i) => ({
      alerts: i % 2 ? alerts : alerts.toReversed(),
    }));
    const received = await Promise.all(messages.map((body) => world.receive(body)));
    expect(received.reduce((sum, { fresh }) => sum + fresh, 0)).toBe(3);
    expect((await world.alerts()).map(({ count }) => count)).toEqual([8, 8, 8]);
  });
});

describe("findSource", () => {
  it("finds the source by its secret and kind, and nothing else", async () => {
    const world = await makeAlerted();
    expect(await findSource("generic", world.secret)).toMatchObject({ id: world.source.id });
    for (const [kind, secret] of [
      ["grafana", world.secret],
      ["generic", world.secret.replace(/^./, (c) => (c === "a" ? "b" : "a"))],
      ["generic", ""],
      ["generic", world.source.id],
      ["generic", `${world.secret}0`],
      ["nothing", world.secret],
    ] as const)
      expect(await outcome(findSource(kind, secret))).toBe("not_found: address not found");
  });
  it("does not find one that is paused", async () => {
    const world = await makeAlerted({ source: { enabled: false } });
    expect(await outcome(findSource("generic", world.secret))).toMatch(/^not_found/);
  });
  it("stores no secret: neither that of the address nor that of the signature", async () => {
    const signing_secret = "a signing secret of PagerDuty";
    const world = await makeAlerted({ source: { kind: "pagerduty", signing_secret } });
    const row = JSON.stringify(
      await prisma().alertSource.findUniqueOrThrow({ where: { id: world.source.id } }),
    );
    expect(row).not.toContain(world.secret);
    expect(row).not.toContain("signing secret");
    const audit = JSON.stringify(
      await prisma().auditRecord.findMany({ where: { pageId: world.pageId } }),
      (_, v) => (typeof v === "bigint" ? String(v) : v),
    );
    expect(audit).not.toContain("a signing secret");
    expect(audit).toContain('"has_signing_secret":true');
  });
});

describe("sealed secrets", () => {
  it("open with the key that sealed them, and with no other", () => {
    const sealed = sealSecret("secret", SECRET_KEY, ALERT_SECRET);
    expect(unsealSecret(sealed, SECRET_KEY, ALERT_SECRET)).toBe("secret");
    expect(unsealSecret(sealed, `${SECRET_KEY}x`, ALERT_SECRET)).toBeNull();
    expect(sealSecret("secret", SECRET_KEY, ALERT_SECRET)).not.toBe(sealed);
    for (const bad of ["", "AAAA", `${sealed.slice(0, -8)}AAAAAAA=`])
      expect(unsealSecret(bad, SECRET_KEY, ALERT_SECRET)).toBeNull();
  });
});

describe("signatures of PagerDuty", () => {
  const signing_secret = "GReat-secret-of-pagerduty";
  const body = JSON.stringify(vendors.pagerdutyTriggered);
  const send = (world: World, header: string | null, text = body, secretKey = SECRET_KEY) =>
    outcome(
      receiveAlerts(
        world.source,
        { body: text, headers: new Map(header === null ? [] : [[PAGERDUTY_SIGNATURE, header]]) },
        { secretKey, sns: reach().sns, now: world.now },
      ),
    );
  const make = () => makeAlerted({ source: { kind: "pagerduty", signing_secret } });

  it("let through what the secret signed, also among several", async () => {
    const world = await make();
    const good = `v1=${hmac(signing_secret, body)}`;
    expect(await send(world, good)).toMatchObject({ accepted: 1 });
    expect(await send(world, `v1=${hmac("the old secret", body)},${good}`)).toMatchObject({ accepted: 1 });
  });

  it("refuse everything else, whatever its form, and never with a crash", async () => {
    const world = await make();
    const good = `v1=${hmac(signing_secret, body)}`;
    for (const bad of [
      null,
      "",
      "v1=",
      "v1=00",
      `v0=${hmac(signing_secret, body)}`,
      good.slice(0, -2),
      `${good}ff`,
      `v1=${hmac("another secret", body)}`,
      `v1=${"g".repeat(64)}`,
      `v1=${"한".repeat(64)}`,
      `${"v1=00,".repeat(50)}${good}`,
    ])
      expect([bad, await send(world, bad)]).toEqual([bad, expect.stringMatching(/^forbidden/)]);
    expect(await send(world, good, body.replace("Agent", "agent"))).toMatch(/^forbidden/);
    expect(await send(world, good, body, "another key of the instance that was lost")).toMatch(
      /^unavailable/,
    );
    expect(await world.alerts()).toEqual([]);
  });
});

describe("signatures of Grafana", () => {
  const signing_secret = "grafana hmac secret";
  const body = JSON.stringify(prometheus.grafanaFiring);
  const make = () => makeAlerted({ source: { kind: "grafana", signing_secret } });
  const send = (world: World, headers: [string, string][]) =>
    outcome(
      receiveAlerts(
        world.source,
        { body, headers: new Map(headers) },
        { secretKey: SECRET_KEY, sns: reach().sns, now: world.now },
      ),
    );

  it("are taken with and without a timestamp; with one they hold for five minutes", async () => {
    const world = await make();
    expect(await send(world, [[GRAFANA_SIGNATURE, hmac(signing_secret, body)]])).toMatchObject({
      accepted: 2,
    });
    const at = (seconds: number): [string, string][] => {
      const timestamp = String(Math.floor(world.now / 1000) + seconds);
      return [
        [GRAFANA_TIMESTAMP, timestamp],
        [GRAFANA_SIGNATURE, hmac(signing_secret, `${timestamp}:${body}`)],
      ];
    };
    expect(await send(world, at(-200))).toMatchObject({ accepted: 2 });
    for (const seconds of [-400, 400]) expect(await send(world, at(seconds))).toMatch(/^forbidden/);
    const [, signature] = at(0);
    expect(await send(world, [[GRAFANA_TIMESTAMP, "soon"], signature!])).toMatch(/^forbidden/);
    expect(await send(world, [signature!])).toMatch(/^forbidden/);
    expect(await send(world, [])).toMatch(/^forbidden/);
  });
});

/** SNS as the test has it: its certificate, and which addresses were asked. */
function reach(pem = snsCertificate) {
  const asked: string[] = [];
  const sns: SnsReach = {
    certificate: async (url) => {
      asked.push(url);
      return pem;
    },
    confirm: async (url) => void asked.push(url),
  };
  return { sns, asked };
}

describe("CloudWatch through SNS", () => {
  const make = () => makeAlerted({ source: { kind: "cloudwatch", topic_arn: TOPIC }, now: Date.now() });
  const send = (world: World, message: object, { sns } = reach(), now = Date.now()) =>
    outcome(
      receiveAlerts(
        world.source,
        { body: JSON.stringify(message), headers: new Map() },
        { secretKey: SECRET_KEY, sns, now },
      ),
    );

  it.each(["1", "2"] as const)("takes a notification with signature version %s", async (SignatureVersion) => {
    const world = await make();
    const asking = reach();
    expect(await send(world, signed({ SignatureVersion }), asking)).toMatchObject({ accepted: 1 });
    expect(asking.asked).toEqual([CERTIFICATE_URL]);
    expect(await world.alerts()).toMatchObject([{ status: "firing", title: "api-5xx" }]);
    const over = signed({ SignatureVersion, Message: JSON.stringify(alarmOver), Subject: undefined });
    expect(await send(world, over)).toMatchObject({ accepted: 1 });
    expect(await world.alerts()).toMatchObject([{ status: "resolved" }]);
  });

  it("confirms its subscription by itself, once it is signed", async () => {
    const world = await make();
    const asking = reach();
    const message = confirmation();
    expect(await send(world, message, asking)).toMatchObject({
      accepted: 0,
      ignored: [{ message: "the subscription is confirmed" }],
    });
    expect(asking.asked).toEqual([CERTIFICATE_URL, new URL(message.SubscribeURL!).href]);
  });

  it("asks no address but SNS's, and confirms nothing that it was not asked for", async () => {
    const world = await make();
    const other = "arn:aws:sns:ap-northeast-2:999999999999:other";
    for (const message of [
      signed({ TopicArn: other }),
      confirmation({ TopicArn: other }),
      signed({ SigningCertURL: "https://evil.example/SimpleNotificationService-a.pem" }),
      signed({ SigningCertURL: "http://169.254.169.254/latest/meta-data" }),
    ]) {
      const asking = reach();
      expect(await send(world, message, asking)).toMatch(/^forbidden/);
      expect(asking.asked).toEqual([]);
    }
    const asking = reach();
    const elsewhere = confirmation({ SubscribeURL: "https://evil.example/?Action=ConfirmSubscription" });
    expect(await send(world, elsewhere, asking)).toMatch(/^forbidden/);
    expect(asking.asked).toEqual([CERTIFICATE_URL]);
  });

  it("refuses what was changed, signed by somebody else, old, or signed with a certificate that is over", async () => {
    const world = await make();
    const good = signed();
    const stranger = issue(createAuthority(), ["sns.amazonaws.com"]).cert;
    const over = issue(createAuthority(), ["sns.amazonaws.com"], -1).cert;
    const cases: [object, ReturnType<typeof reach>, number][] = [
      [{ ...good, Message: good.Message.replace("ALARM", "OK") }, reach(), Date.now()],
      [{ ...good, SignatureVersion: "1" }, reach(), Date.now()],
      [{ ...good, Signature: "AAAA" }, reach(), Date.now()],
      [good, reach(stranger), Date.now()],
      [good, reach(over), Date.now()],
      [good, reach("no certificate"), Date.now()],
      [good, reach(), Date.now() + 2 * 3_600_000],
      [good, reach(), Date.now() - 3_600_000],
    ];
    for (const [message, asking, now] of cases)
      expect(await send(world, message, asking, now)).toMatch(/^forbidden/);
    expect(await world.alerts()).toEqual([]);
    expect(await send(world, { Type: "Notification" })).toMatch(/^invalid/);
  });

  it("says that the topic no longer sends, and does not subscribe again", async () => {
    const world = await make();
    const asking = reach();
    const message = confirmation({ Type: "UnsubscribeConfirmation" });
    expect(await send(world, message, asking)).toMatchObject({ accepted: 0, ignored: [{ path: "Type" }] });
    expect(asking.asked).toEqual([CERTIFICATE_URL]);
  });
});
