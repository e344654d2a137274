import { setTimeout as sleep } from "node:timers/promises";
import { simpleParser } from "mailparser";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { newIncident } from "#lib/domain/incidents/input.ts";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { buildPages } from "#lib/setup/prepare.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { type RealWeb, startRealWeb } from "#lib/testing/manage/real-web.ts";
import { newPage, operator } from "#lib/testing/manage/world.ts";
import { type HttpSink, startHttpSink } from "#lib/testing/network/http-sink.ts";
import { type SmtpSink, startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { newClient } from "#lib/testing/subscribers/context.ts";
import { openIncident } from "#lib/usecases/incidents/open.ts";
import { DESKTOP } from "../fixtures.ts";

const DAY_MS = 86_400_000;
const BUILD_TIMEOUT_MS = 600_000;
const WAIT_MS = 20_000;
const POLL_MS = 50;
const KEPT_MESSAGES = 200;
const TWILIO_ANSWER = { sid: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", status: "queued" };

export type SubscribeWorld = { pageId: string; groupId: string; components: string[]; incidentId: string };

async function makeWorld(): Promise<SubscribeWorld> {
  const pageId = await newPage();
  const [groupId, ...components] = ["ggroupapi001", "ccompapi0001", "ccompagent01", "ccompdata001"] as const;
  await prisma().componentGroup.create({
    data: { id: groupId, pageId, name: "에이전트", translations: { en: { name: "Agents" } }, position: 1 },
  });
  const names = [
    ["REST API", "REST API"],
    ["에이전트 실행", "Agent execution"],
    ["데이터와 백업", "Data and backups"],
  ];
  for (const [at, id] of components.entries())
    await prisma().component.create({
      data: {
        ...{ id, pageId, name: names[at]![0]!, translations: { en: { name: names[at]![1]! } } },
        ...{ position: at, baselineSource: "manual", createdAt: new Date(Date.now() - 10 * DAY_MS) },
        groupId: at === 1 ? groupId : null,
      },
    });
  const scope = authorize(operator, "incidents:write", pageId);
  const given = { name: "느린 응답", translations: { en: { name: "Slow answers" } }, body: "조사 중입니다." };
  const incident = await openIncident(
    scope,
    newIncident.parse({ ...given, components: { [components[0]]: "degraded_performance" } }),
    Date.now(),
  );
  return { pageId, groupId, components: [...components], incidentId: incident.id };
}

/**
 * Call at the top of a spec: the real web process and worker on a real database, real mail and HTTP servers behind them, and
 * one browser, for the whole file. What the console complains of fails the test that caused it.
 */
export function withSubscribeWeb() {
  const database = withDatabase();
  const contexts: BrowserContext[] = [];
  let [complaints, expected]: [string[], RegExp | null] = [[], null];
  let [web, browser, mail, posts]: [RealWeb, Browser, SmtpSink, HttpSink] = [] as never;
  let [world, origin]: [SubscribeWorld, string] = [] as never;
  beforeAll(async () => {
    await buildPages();
    world = await makeWorld();
    mail = await startSmtpSink({ keeps: KEPT_MESSAGES });
    const does = {
      status: 201,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(TWILIO_ANSWER),
    };
    posts = await startHttpSink({ keeps: KEPT_MESSAGES, rules: [{ path: "Messages", does }] });
    const port = await freePort();
    origin = `http://localhost:${port}`;
    web = await startRealWeb(database.url(), {
      withWorker: true,
      env: {
        ...{ PORT: String(port), PUBLIC_URL: origin, TRUSTED_PROXY_HOPS: "1" },
        ...{ SMTP_URL: mail.url, MAIL_FROM: "Example <status@example.com>" },
        ...{ TWILIO_ACCOUNT_SID: `AC${"a".repeat(32)}`, TWILIO_AUTH_TOKEN: "a token of tests" },
        ...{ TWILIO_FROM: "+15005550006", TWILIO_BASE_URL: posts.origin, SMS_COUNTRIES: "KR,US" },
        ...{ PUBLIC_WEBHOOK_SUBSCRIPTIONS: "on", EGRESS_ALLOW: `127.0.0.1:${posts.port}` },
      },
    });
    browser = await launchBrowser();
    await until("the page is published", async () => (await fetch(`${origin}/ko/subscribe`)).ok);
  }, BUILD_TIMEOUT_MS);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const told = complaints.filter((text) => !expected?.test(text));
    [complaints, expected] = [[], null];
    expect(told).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
    await mail?.stop();
    await posts?.stop();
  });
  return {
    world: () => world,
    origin: () => origin,
    posts: () => posts,
    expectComplaints(pattern: RegExp) {
      expected = pattern;
    },
    /** A fresh visitor from an address of their own. */
    async visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const extraHTTPHeaders = { "x-forwarded-for": newClient() };
      const context = await browser.newContext({
        ...{ locale: "en-GB", timezoneId: "America/New_York", ...DESKTOP, extraHTTPHeaders },
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${message.text()} ${message.location().url}`);
      });
      await page.goto(path.startsWith("http") ? path : origin + path, { waitUntil: "load" });
      return page;
    },
    /** The text of the newest mail to an address, once there are `count`. */
    async mailTo(address: string, count = 1): Promise<string> {
      const found = () => mail.history().flatMap(({ to }, at) => (to.includes(address) ? [at] : []));
      await until(`${count} mails to ${address}`, () => found().length >= count);
      const parsed = await simpleParser(mail.raw(found().at(-1)!)!);
      return parsed.text ?? "";
    },
    /** How many mails went to an address. */
    mailsTo: (address: string) => mail.history().filter(({ to }) => to.includes(address)).length,
    /** The body of the newest post to a path. */
    async postTo(path: string, count = 1): Promise<string> {
      const found = () => posts.history().filter((one) => one.path.includes(path));
      await until(`${count} posts to ${path}`, () => found().length >= count);
      return found().at(-1)!.body ?? "";
    },
  };
}

/** The first link of a message that leads to a page. */
export function linkIn(text: string, name: "confirm" | "manage" | "unsubscribe"): string {
  const [link] = new RegExp(`https?://[^\\s"<>]+/${name}/[\\w.-]+`).exec(text) ?? [];
  if (!link) throw new Error(`no link to ${name} in: ${text}`);
  return link;
}

export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const startedAt = performance.now(); ; await sleep(POLL_MS)) {
    if (await isTrue()) return;
    if (performance.now() - startedAt > WAIT_MS) throw new Error(`waited in vain: ${what}`);
  }
}
