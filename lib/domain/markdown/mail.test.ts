import { describe, expect, it } from "vitest";
import { executablesIn } from "#lib/testing/executables.ts";
import { HOSTILE_TEXTS } from "#lib/testing/hostile-texts.ts";
import { markdownToMail } from "../markdown.ts";

const FORM = { styles: { p: "margin:0", a: "color:#1f55a8", li: "x" }, origin: "https://status.example.com" };
const ownStyles = new Set(Object.values(FORM.styles));
const mail = (source: string) => markdownToMail(source, FORM);

describe("Markdown in a mail", () => {
  it("carries its style in every element that has one", () => {
    expect(mail("one\n\n- **two**")).toBe(
      '<p style="margin:0">one</p>\n<ul>\n<li style="x"><strong>two</strong></li>\n</ul>',
    );
  });

  it("links to our own page alone; other addresses are words that can be read and copied", () => {
    expect(mail("[here](https://status.example.com/ko/uptime)")).toContain(
      '<a href="https://status.example.com/ko/uptime"',
    );
    for (const [source, text] of [
      ["[docs](https://e.example/a)", "docs (https://e.example/a)"],
      ["https://e.example/a", "https://e.example/a"],
      ["<ops@e.example>", "ops@e.example"],
      ["[us](mailto:ops@e.example)", "us (ops@e.example)"],
      ["[com](https://e.example/com)", "com (https://e.example/com)"],
      ["[x](https://status.example.com.evil.example/)", "x (https://status.example.com.evil.example/)"],
      ["[x](http://status.example.com/)", "x (http://status.example.com/)"],
      ["[x](https://status.example.com@evil.example/)", "x (https://status.example.com@evil.example/)"],
    ])
      expect(mail(source!)).toBe(`<p style="margin:0">${text}</p>`);
  });

  it("cannot be made to close an attribute by what looks like an element in an address", () => {
    const html = mail("[x](https://status.example.com/?a=<p>)");
    expect(html).toContain('?a=%3Cp%3E"');
    expect(executablesIn(html, { ownStyles })).toEqual([]);
  });

  it.each(HOSTILE_TEXTS)("leaves nothing that runs, and no foreign link, of %j", (text) => {
    for (const source of [text, `before ${text} after`, `- a\n\n  ${text}`]) {
      const html = mail(source);
      expect(executablesIn(html, { ownStyles })).toEqual([]);
      for (const [, href] of html.matchAll(/href="([^"]*)"/g))
        expect(href!.startsWith("https://status.example.com/")).toBe(true);
    }
  });
});
