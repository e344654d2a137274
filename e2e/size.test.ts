import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { SCENES } from "#lib/testing/preview.ts";
import { withPublicWeb } from "./fixtures.ts";

const web = withPublicWeb();
const MAX_FIRST_VISIT_BYTES = 20 * 1024;
const MAX_SCRIPT_BYTES = 3 * 1024;

it("the first visit of 20 components on a bad day takes at most 20 KB over the wire, head and all", async () => {
  await web.show("large");
  for (const language of ["ko", "en"]) {
    const page = await web.visit("/healthz");
    await page.waitForTimeout(300);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.clearBrowserCache");
    const paths = new Map<string, string>();
    const bytes = new Map<string, number>();
    cdp.on("Network.requestWillBeSent", ({ requestId, request }) =>
      paths.set(requestId, new URL(request.url).pathname),
    );
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const path = paths.get(requestId);
      if (path) bytes.set(path, encodedDataLength);
    });
    await page.goto(`${web.url()}/${language}`, { waitUntil: "load" });
    await page.waitForTimeout(300);
    const total = [...bytes.values()].reduce((sum, one) => sum + one, 0);
    expect([...bytes.keys()].filter((path) => path.includes("/_next/") && path.endsWith(".js"))).toEqual([]);
    expect([...bytes.keys()]).toContain("/live.js");
    expect(total).toBeLessThanOrEqual(MAX_FIRST_VISIT_BYTES);
    console.log(JSON.stringify({ bench: "first visit", language, total, ...Object.fromEntries(bytes) }));
  }
});

it("the form to subscribe with, and its page for one person, take no more either", async () => {
  await web.show("large");
  for (const path of ["/ko/subscribe", "/ko/manage"]) {
    const page = await web.visit("/healthz");
    await page.waitForTimeout(300);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.clearBrowserCache");
    let total = 0;
    cdp.on("Network.loadingFinished", ({ encodedDataLength }) => {
      total += encodedDataLength;
    });
    await page.goto(web.url() + path, { waitUntil: "load" });
    await page.waitForTimeout(300);
    console.log(JSON.stringify({ bench: "first visit", path, total }));
    expect(total).toBeLessThanOrEqual(MAX_FIRST_VISIT_BYTES);
  }
});

it("fifty long incidents do not make the front page long: at most 60 KB over the wire", async () => {
  const base = SCENES.full();
  const [worst] = base.incidents;
  const body = "복구 작업을 이어 가고 있습니다. 다음 안내에서 진행 상황을 알려 드리겠습니다.\n"
    .repeat(500)
    .slice(0, 25_000);
  const incidents = Array.from({ length: 50 }, (_, i) => ({
    ...worst!,
    id: `l${String(i).padStart(11, "0")}`,
    name: `${worst!.name} ${i}`,
    updates: Array.from({ length: 40 }, (_, n) => ({
      ...worst!.updates[0]!,
      id: `u${i}x${n}`,
      body: `${n} ${body}`,
      translations: {},
    })),
  }));
  await web.preview().show({ ...base, incidents });
  const answer = await fetch(`${web.url()}/ko`, { headers: { "accept-encoding": "br" } });
  const html = await answer.text();
  expect(brotliCompressSync(html).length).toBeLessThanOrEqual(60 * 1024);
  expect(html.length).toBeLessThanOrEqual(800_000);
  expect((await fetch(`${web.url()}/ko/incidents/l00000000000`)).status).toBe(200);
});

it("the page's script takes at most 3 KB compressed", () => {
  expect(brotliCompressSync(readFileSync("public/live.js")).length).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
});
