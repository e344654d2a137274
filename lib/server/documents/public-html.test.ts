import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inlineScriptHashes, withoutFramework } from "./public-html.ts";

const document = (head: string, body: string) =>
  `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;

describe("withoutFramework", () => {
  it("drops Next's scripts and what announces them, and keeps our own and the data", () => {
    const own =
      '<script src="/live.js" data-units="h"></script><script src="/chart-own.js?v=2" defer=""></script>';
    const data = '<script type="application/ld+json">{"@type":"WebPage"}</script>';
    const style = '<link rel="stylesheet" href="/_next/static/a.css" data-precedence="next"/>';
    const given = document(
      `${style}<link rel="preload" as="script" fetchPriority="low" href="/_next/static/a.js"/>` +
        '<link rel="modulepreload" href="/_next/static/b.js"/><script src="/_next/static/a.js" async=""></script>' +
        own +
        data,
      '<!--$--><main>All <b>good</b></main><!--/$--><script>self.__next_f.push([1,"a\\u003c/script"])</script>' +
        '<script id="_R_" src="/_next/c.js"></script>',
    );
    expect(withoutFramework(given)).toBe(document(style + own + data, "<main>All <b>good</b></main>"));
  });

  it.each([
    '<script src="https://elsewhere/live.js"></script>',
    '<script src="/live.jsx"></script>',
    '<script src="/_next/live.js"></script>',
    '<script data-src="/live.js">x()</script>',
    "<SCRIPT>x()</SCRIPT>",
  ])("drops %s", (script) => {
    expect(withoutFramework(script)).toBe("");
  });

  it("refuses a page of which a part would only appear by script", () => {
    expect(() => withoutFramework('<main><template id="B:0"></template></main>')).toThrow("suspended");
    expect(() => withoutFramework('<div hidden id="S:0">late</div>')).toThrow("suspended");
  });
});

describe("inlineScriptHashes", () => {
  it("names every inline script once, as a browser computes it, and no script with a source", () => {
    const text = 'self.__next_f.push([1,"한국어"])';
    const hash = `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
    const given = `<script>${text}</script><script nonce="">${text}</script><script src="/a.js"></script><script type="application/json">{}</script>`;
    expect(inlineScriptHashes(given)).toEqual([hash]);
  });
});
