import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { MAX_IMAGE_BYTES } from "#lib/domain/images/image.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { dispatch } from "#lib/testing/manage/routes.ts";
import { newWorld, written } from "#lib/testing/manage/world.ts";
import { makePerson, signedIn } from "#lib/testing/people.ts";
import { readImage } from "./read.ts";

withDatabase();

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const PNG = new Uint8Array([
  ...[0x89, ...ascii("PNG\r\n\x1a\n"), 0, 0, 0, 13, ...ascii("IHDR"), 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0],
  ...[0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, ...ascii("IDAT"), 0, 0, 0, 0],
]);
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...ascii("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const WEBP = new Uint8Array([...ascii("RIFF"), 20, 0, 0, 0, ...ascii("WEBPVP8 "), 8, 0, 0, 0, 0, 0, 0, 0]);
const GIF = new Uint8Array([...ascii("GIF89a"), 1, 0, 1, 0, 0, 0, 0]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>';

type World = Awaited<ReturnType<typeof newWorld>>;
type Sent = { body?: BodyInit; headers?: Record<string, string>; query?: string; method?: string };

async function send(world: World, { body, headers, query = "", method = "POST" }: Sent, token = world.owner) {
  const auth = { authorization: `Bearer ${token}` };
  const url = `http://localhost${world.base}/logo${query}`;
  const response = await dispatch(new Request(url, { method, body, headers: { ...auth, ...headers } }));
  const told = (await response.json()) as { logo: Record<string, string | null>; message: string };
  return { status: response.status, body: told };
}
const shown = (url: string | null | undefined) => readImage(url!.split("/images/")[1]!);

describe("a logo", () => {
  it.each([
    ["image/png", PNG],
    ["image/jpeg", JPEG],
    ["image/webp", WEBP],
  ])("is kept as it came: %s, whatever the client calls it", async (contentType, bytes) => {
    const world = await newWorld();
    const { status, body } = await send(world, { body: bytes, headers: { "content-type": "image/gif" } });
    expect(status).toBe(201);
    const image = await shown(body.logo.light);
    expect(image?.contentType).toBe(contentType);
    expect(Array.from(image!.bytes)).toEqual(Array.from(bytes));
  });

  it("comes as a form as well, and an SVG is written anew without scripts", async () => {
    const world = await newWorld();
    const form = new FormData();
    const hostile = SVG.replace("<path", '<script>alert(1)</script><path onclick="alert(1)"');
    form.set("file", new File([`<?xml version="1.0"?>${hostile}`], "../../logo.png", { type: "text/html" }));
    const { body } = await send(world, { body: form, query: "?mode=dark" });
    expect(body.logo).toEqual({ light: null, dark: expect.stringMatching(/\/images\/[a-z0-9]{12}$/) });
    const image = await shown(body.logo.dark);
    expect(image!.contentType).toBe("image/svg+xml");
    expect(new TextDecoder().decode(image!.bytes)).toBe(SVG.replace("/>", " />"));
  });

  it("replaces the one before, which nobody finds any more; each mode has its own", async () => {
    const world = await newWorld();
    const first = await send(world, { body: PNG });
    const dark = await send(world, { body: JPEG, query: "?mode=dark" });
    const second = await send(world, { body: WEBP });
    expect(await shown(first.body.logo.light)).toBeNull();
    expect((await shown(second.body.logo.dark))?.contentType).toBe("image/jpeg");
    expect(second.body.logo.dark).toBe(dark.body.logo.dark);
    expect(await prisma().image.count({ where: { pageId: world.pageId } })).toBe(2);
    const removed = await send(world, { method: "DELETE", query: "?mode=dark" });
    expect([removed.status, removed.body.logo.dark]).toEqual([200, null]);
    expect(await shown(second.body.logo.dark)).toBeNull();
  });

  it("is written into the audit log and told to the outbox, without a byte of it", async () => {
    const world = await newWorld();
    await send(world, { body: PNG });
    await send(world, { method: "DELETE" });
    await send(world, { method: "DELETE" });
    const { actions, events, audits } = await written(world.pageId);
    expect([actions, events]).toEqual([
      ["page.set_logo", "page.remove_logo"],
      ["page.updated", "page.updated"],
    ]);
    expect(audits[0]!.after).toMatchObject({
      mode: "light",
      content_type: "image/png",
      bytes: PNG.byteLength,
    });
  });
});

describe("an upload is refused", () => {
  const withForm = (...files: BlobPart[]) => {
    const form = new FormData();
    for (const file of files) form.append("file", new File([file], "a.svg"));
    return form;
  };
  it.each<[string, Sent, number, RegExp]>([
    ["a GIF", { body: GIF }, 415, /image\/gif.*PNG, JPEG, WebP and SVG/],
    ["a page that calls itself a PNG", { body: "<html><script>alert(1)</script>" }, 415, /no picture/],
    ["a page around a drawing", { body: `<html>${SVG}</html>` }, 415, /no picture/],
    ["nothing", { body: new Uint8Array(0) }, 415, /empty/],
    ["an SVG of scripts alone", { body: "<svg><script>alert(1)</script></svg>" }, 422, /faults/],
    ["a file that is too large", { body: new Uint8Array(MAX_IMAGE_BYTES + 1) }, 413, /512 KiB/],
    ["a far too large file", { body: new Uint8Array(MAX_IMAGE_BYTES * 2) }, 413, /larger/],
    ["JSON", { body: "{}", headers: { "content-type": "application/json" } }, 415, /the file itself/],
    ["two files", { body: withForm(PNG, PNG) }, 400, /exactly one file/],
    ["a form without a file", { body: withForm() }, 400, /form/],
    [
      "a broken form",
      { body: "x", headers: { "content-type": "multipart/form-data; boundary=y" } },
      400,
      /form/,
    ],
    ["another mode", { body: PNG, query: "?mode=sepia" }, 422, /faults/],
  ])("%s", async (_, sent, status, message) => {
    const world = await newWorld();
    const headers =
      typeof sent.body === "string" ? { "content-type": "image/png", ...sent.headers } : sent.headers;
    const told = await send(world, { ...sent, headers });
    expect([told.status, told.body.message]).toEqual([status, expect.stringMatching(message)]);
    expect((await written(world.pageId)).actions).toEqual([]);
    expect(await prisma().image.count({ where: { pageId: world.pageId } })).toBe(0);
  });

  it("from strangers, readers and responders", async () => {
    const world = await newWorld();
    expect((await send(world, { body: PNG }, world.stranger)).status).toBe(404);
    expect((await send(world, { body: PNG }, world.reader)).status).toBe(403);
    const url = `http://localhost${world.base}/logo`;
    for (const [role, status] of [
      ["viewer", 403],
      ["responder", 403],
      ["manager", 201],
    ] as const) {
      const headers = signedIn(await makePerson(world.pageId, role));
      expect((await dispatch(new Request(url, { method: "POST", body: PNG, headers }))).status).toBe(status);
    }
  });

  it("from another origin", async () => {
    const world = await newWorld();
    const headers = { ...signedIn(await makePerson(world.pageId, "owner")), origin: "https://evil.example" };
    const request = new Request(`http://localhost${world.base}/logo`, { method: "POST", body: PNG, headers });
    expect((await dispatch(request)).status).toBe(403);
    expect((await written(world.pageId)).actions).toEqual([]);
  });
});

describe("an image", () => {
  it("is found only while its page shows it", async () => {
    const { pageId } = await newWorld();
    const row = { id: "unusedimage0", pageId, contentType: "image/png", bytes: PNG, hash: "x" };
    await prisma().image.create({ data: row });
    expect(await readImage("unusedimage0")).toBeNull();
    expect(await readImage("' or true --")).toBeNull();
  });
});
