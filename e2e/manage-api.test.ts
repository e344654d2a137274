import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { type RealWeb, startRealWeb } from "#lib/testing/manage/real-web.ts";
import { ensureFirstStart } from "#lib/usecases/catalogue/first-start.ts";

const database = withDatabase();
const TOKEN = "e2e-token-of-at-least-32-characters";
const CATALOGUE = join(import.meta.dirname, "../prisma/catalogue/t-developer.yaml");
const MAX_BODY_BYTES = 1_048_576;

let web: RealWeb;
let base: string;

beforeAll(async () => {
  const { pageId } = await ensureFirstStart({
    catalogue: readFileSync(CATALOGUE, "utf8"),
    platformUrl: undefined,
    apiToken: TOKEN,
    now: Date.now(),
  });
  web = await startRealWeb(database.url(), { withWorker: true });
  base = `/v1/pages/${pageId}`;
}, 90_000);
afterAll(() => web?.stop());

async function ask(method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) {
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  const response = await fetch(web.origin + path, {
    method,
    headers: { authorization: `OAuth ${TOKEN}`, ...type, ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
}
const post = (path: string, json: object, headers?: Record<string, string>) =>
  ask("POST", base + path, JSON.stringify(json), headers);

async function until<T>(
  read: () => Promise<T>,
  isRight: (value: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> {
  for (const startedAt = performance.now(); ; await sleep(100)) {
    const value = await read();
    if (isRight(value)) return value;
    if (performance.now() - startedAt > timeoutMs) throw new Error(`not in time: ${JSON.stringify(value)}`);
  }
}
const publicComponent = async (id: string) => {
  const response = await fetch(`${web.origin}/api/v2/components.json`);
  if (!response.ok) return null;
  const { components } = (await response.json()) as {
    components: { id: string; status: string; data: string }[];
  };
  return components.find((one) => one.id === id) ?? null;
};

describe("the manage API of the real web process", () => {
  it("tells the page of the catalogue, and is described by its document", async () => {
    const pages = await ask("GET", "/v1/pages");
    expect(pages.status).toBe(200);
    expect(pages.body).toMatchObject([
      { name: "T-Developer", time_zone: "Asia/Seoul", url: expect.any(String) },
    ]);
    expect(pages.headers.get("cache-control")).toBe("no-store");
    const document = await ask("GET", "/v1/openapi.json", undefined, { authorization: "" });
    expect(document.status).toBe(200);
    expect(Object.keys(document.body.paths).length).toBeGreaterThan(10);
    const listed = await ask("GET", `${base}/components?limit=100`);
    expect(listed.body).toHaveLength(6);
  });

  it("brings what was measured elsewhere onto the public page within a minute", async () => {
    const component = await post("/components", { component: { name: "결제" } });
    const id: string = component.body.id;
    const monitor = await post("/monitors", {
      monitor: { component_id: id, kind: "external", interval_seconds: 10 },
    });
    const sample = (secondsAgo: number, outcome: string) => ({
      monitor_id: monitor.body.id,
      at: new Date(Date.now() - secondsAgo * 1000).toISOString(),
      outcome,
      latency_ms: 20,
    });
    await until(
      () => publicComponent(id),
      (shown) => shown?.data === "none",
    );
    const up = await post("/samples", { samples: [40, 30, 20].map((ago) => sample(ago, "up")) });
    expect([up.status, up.body]).toEqual([202, { accepted: 3, duplicates: 0, rejected: [] }]);
    await until(
      () => publicComponent(id),
      (shown) => shown?.status === "operational" && shown.data === "fresh",
    );
    await post("/samples", { samples: [10, 0].map((ago) => sample(ago, "down")) });
    await until(
      () => publicComponent(id),
      (shown) => shown?.status === "major_outage",
    );
    const override = { component: { status: "under_maintenance" } };
    await ask("PUT", `${base}/components/${id}`, JSON.stringify(override));
    expect((await ask("GET", `${base}/components/${id}`)).body).toMatchObject({ overridden: true });
    const gone = await ask("DELETE", `${base}/components/${id}`);
    expect([gone.status, gone.body]).toEqual([204, null]);
    await until(
      () => publicComponent(id),
      (shown) => shown === null,
    );
  }, 150_000);

  it("takes forms, and each request with a key once", async () => {
    const form = new URLSearchParams({ "component[name]": "검색" });
    const headers = { "content-type": "application/x-www-form-urlencoded", "idempotency-key": "e2e" };
    const first = await ask("POST", `${base}/components`, form.toString(), headers);
    const second = await ask("POST", `${base}/components`, form.toString(), headers);
    expect([first.status, second.body]).toEqual([201, first.body]);
  });

  it.each([
    ["no token", "GET", "", undefined, { authorization: "" }, 401],
    ["an unknown path", "GET", "/nothing", undefined, {}, 404],
    ["no JSON", "POST", "/components", "{", {}, 400],
    ["another type", "POST", "/components", "x", { "content-type": "text/plain" }, 415],
    ["a fault", "POST", "/components", "{}", {}, 422],
    ["a private address", "POST", "/monitors", "PRIVATE", {}, 422],
    ["a body above 1 MB", "POST", "/samples", `"${"x".repeat(MAX_BODY_BYTES)}"`, {}, 413],
  ])("answers %s with a refusal that tells nothing about what is inside", async (...row) => {
    const [, method, path, given, headers, status] = row;
    const listed = await ask("GET", `${base}/components?limit=1`);
    const monitor = { component_id: listed.body[0].id, kind: "http", url: "http://127.0.0.1:5432/" };
    const body = given === "PRIVATE" ? JSON.stringify({ monitor }) : given;
    const answer = await ask(method, base + path, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body).toMatchObject({ message: expect.any(String), errors: expect.any(Array) });
    expect(answer.body.error).toBe(answer.body.message);
    expect(JSON.stringify([answer.body, [...answer.headers]])).not.toMatch(
      /node_modules|\.ts\b|\bat \w+ \(|select |prisma|postgres:|x-powered-by/i,
    );
  });

  it("answers HEAD wherever GET, without a body", async () => {
    const response = await fetch(`${web.origin}${base}`, {
      method: "HEAD",
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("knows the page itself, whose own probe soon has a verdict", async () => {
    const { body } = await ask("GET", `${base}/monitors`);
    const own = body.find((one: { kind: string }) => one.kind === "self");
    const shown = await until(
      () => publicComponent(own.component_id),
      (one) => one?.data === "fresh",
    );
    expect(shown?.status).toBe("operational");
  }, 90_000);
});
