import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type PublicServer, startPublicServer } from "#lib/testing/public-server.ts";
import { StaticFiles } from "./static-files.ts";

const SCRIPT = "console.log('uptime');\n".repeat(50);
let root: string;
let server: PublicServer;
const get = (path: string, headers: Record<string, string> = {}) => ask(server.origin, path, { headers });

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "static-files-"));
  await mkdir(join(root, ".next/static/chunks"), { recursive: true });
  await mkdir(join(root, "public"));
  await writeFile(join(root, ".next/static/chunks/a1b2.js"), SCRIPT);
  await writeFile(join(root, ".next/BUILD_ID"), "secret");
  await writeFile(join(root, "public/live.js"), SCRIPT);
  await writeFile(join(root, "public/og.png"), Buffer.alloc(2_000));
  await symlink("/etc/passwd", join(root, "public/passwd"));
  server = await startPublicServer({ doors: { files: await StaticFiles.find(root, false) } });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

describe("files", () => {
  it("with a hash in their name never change, others are asked for again", async () => {
    const [hashed, named] = [await get("/_next/static/chunks/a1b2.js"), await get("/live.js")];
    expect(hashed.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(named.headers["cache-control"]).toBe("public, max-age=300, stale-while-revalidate=86400");
    expect(named.text).toBe(SCRIPT);
    expect(named.headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
    });
  });

  it("are compressed where that helps, and known by their tag", async () => {
    const script = await get("/live.js", { "accept-encoding": "br" });
    expect(script.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(script.body).toString()).toBe(SCRIPT);
    const picture = await get("/og.png", { "accept-encoding": "br" });
    expect([picture.headers["content-encoding"], picture.body.length]).toEqual([undefined, 2_000]);
    const again = await get("/live.js", { "if-none-match": script.headers.etag! });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it.each([
    "/.next/BUILD_ID",
    "/_next/BUILD_ID",
    "/_next/static/../BUILD_ID",
    "/_next/static/%2e%2e/BUILD_ID",
    "/_next/static/chunks",
    "/public/live.js",
    "/passwd",
    "/live.js/",
    "/LIVE.js",
  ])("are nothing else: %s", async (path) => {
    const { status, text } = await get(path);
    expect([308, 404]).toContain(status);
    expect(text).not.toMatch(/secret|root:/);
  });

  it("that vanish are 404, and found again when they are back", async () => {
    await writeFile(join(root, "public/late.txt"), "a");
    const own = await startPublicServer({ doors: { files: await StaticFiles.find(root, false) } });
    await rm(join(root, "public/late.txt"));
    expect((await ask(own.origin, "/late.txt")).status).toBe(404);
    await writeFile(join(root, "public/late.txt"), "b");
    expect((await ask(own.origin, "/late.txt")).text).toBe("b");
    await own.close();
  });
});
