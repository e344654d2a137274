import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { assetsOf, exportDocuments, fileOf } from "./export-documents.ts";
import { freePort } from "./postgres/free-port.ts";

const dir = reachableDir();
const HTML =
  '<link rel="stylesheet" href="/_next/a.css?v=1"><script src="/live.js"></script><a href="/ko/uptime">x</a>';
let server: Server;
let broken = "";

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? "";
    const isPage = !path.includes(".");
    response.writeHead(path === broken ? 503 : 200, {
      "content-type": isPage ? "text/html; charset=utf-8" : "text/plain",
    });
    response.end(isPage ? HTML : `body of ${path}`);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());
const origin = () => `http://127.0.0.1:${(server.address() as { port: number }).port}`;

describe("where a document lies", () => {
  it.each([
    ["/", "index.html"],
    ["/ko", "ko/index.html"],
    ["/api/v2/summary.json", "api/v2/summary.json"],
    ["/badge.svg", "badge.svg"],
  ])("%s in %s", (path, file) => expect(fileOf(path)).toBe(file));
});

describe("assetsOf", () => {
  it("finds what a page loads from its own origin, and nothing else", () => {
    const html = `${HTML}<img src="/a.svg"><link href="//evil.example/x.css"><script src="https://x.example/y.js"></script>
      <img src="/../../etc/passwd.png"><link rel="alternate" href="/en">`;
    expect(assetsOf(html)).toEqual(["/_next/a.css", "/live.js", "/a.svg"]);
  });
});

describe("exportDocuments", () => {
  it("writes the pages, the documents and what the pages load", async () => {
    const paths = await exportDocuments(origin(), dir);
    expect(paths).toContain("/live.js");
    expect(readFileSync(join(dir, "ko/index.html"), "utf8")).toBe(HTML);
    expect(readFileSync(join(dir, "_next/a.css"), "utf8")).toBe("body of /_next/a.css");
    expect(readFileSync(join(dir, "api/v2/summary.json"), "utf8")).toBe("body of /api/v2/summary.json");
    expect(existsSync(join(dir, "index.html.draft"))).toBe(false);
  });

  it("says which document could not be had", async () => {
    broken = "/api/v2/status.json";
    await expect(exportDocuments(origin(), dir)).rejects.toThrow(/status\.json answered 503/);
    broken = "";
  });

  it("says what to do when nothing answers, or when the folder is a file", async () => {
    await expect(exportDocuments(`http://127.0.0.1:${await freePort()}`, dir)).rejects.toThrow(
      "Start one with npm start",
    );
    await expect(exportDocuments(origin(), join(dir, "badge.svg"))).rejects.toThrow("choose another folder");
  });
});
