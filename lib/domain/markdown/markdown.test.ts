import { performance } from "node:perf_hooks";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { executablesIn } from "#lib/testing/executables.ts";
import { HOSTILE_TEXTS } from "#lib/testing/hostile-texts.ts";
import { markdownToHtml, markdownToText } from "../markdown.ts";
import { MAX_MARKDOWN_LENGTH } from "./parse.ts";

const REL = 'rel="nofollow noopener noreferrer"';
const ALLOWED = /<(?!\/?(?:p|br|hr|strong|em|code|pre|blockquote|ul|ol|li|a|h[2-6])\b)/;

describe("Markdown as HTML", () => {
  it.each([
    ["**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>"],
    ["one\ntwo", "<p>one<br />\ntwo</p>"],
    ["- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"],
    ["3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ["> said", "<blockquote>\n<p>said</p>\n</blockquote>"],
    ["```ts\na < b\n```", "<pre><code>a &#x3C; b\n</code></pre>"],
    ["latency < 5 ms & rising", "<p>latency &#x3C; 5 ms &#x26; rising</p>"],
    ["[us](https://e.example/a?b=c)", `<p><a href="https://e.example/a?b=c" ${REL}>us</a></p>`],
    ["[us][1]\n\n[1]: https://e.example", `<p><a href="https://e.example" ${REL}>us</a></p>`],
    ["<ops@e.example>", `<p><a href="mailto:ops@e.example" ${REL}>ops@e.example</a></p>`],
    ["see https://e.example/a.", `<p>see <a href="https://e.example/a" ${REL}>https://e.example/a</a>.</p>`],
    ["(https://e.example)", `<p>(<a href="https://e.example" ${REL}>https://e.example</a>)</p>`],
    ["`https://e.example`", "<p><code>https://e.example</code></p>"],
    ["![a graph](https://e.example/g.png)", "<p>a graph</p>"],
    ["", ""],
  ])("writes %j", (source, html) => {
    expect(markdownToHtml(source)).toBe(html);
  });

  it("puts the highest heading at the place that the document has for it, and closes gaps", () => {
    expect(markdownToHtml("# Cause\n### Detail")).toBe("<h4>Cause</h4>\n<h5>Detail</h5>");
    expect(markdownToHtml("### Cause", { topHeading: 2 })).toBe("<h2>Cause</h2>");
    expect(markdownToHtml("# a\n## b\n### c\n#### d", { topHeading: 5 })).toBe(
      "<h5>a</h5>\n<h6>b</h6>\n<h6>c</h6>\n<h6>d</h6>",
    );
  });

  it("keeps the words of HTML that clients of Statuspage write, without the HTML", () => {
    expect(markdownToHtml("It is <b>slow</b><br>now")).toBe("<p>It is slow<br />\nnow</p>");
    expect(markdownToHtml("<p>We look into it.</p>\n<p>More&nbsp;soon &amp; here.</p>")).toBe(
      "<p>We look into it.<br />\nMore soon &#x26; here.</p>",
    );
    expect(markdownToHtml("<!-- not for readers -->\n\nRead")).toBe("<p>Read</p>");
    expect(markdownToHtml("<style>p{}</style>")).toBe("");
  });

  it("unwraps links that lead anywhere but http, https and mailto", () => {
    for (const address of ["javascript:alert(1)", "/v1", "//e.example", "ftp://e.example", "data:,x", "x"])
      expect(markdownToHtml(`[x](${address})`)).toBe("<p>x</p>");
  });

  it.each(HOSTILE_TEXTS)("leaves nothing that runs of %j", (text) => {
    for (const source of [
      text,
      `before ${text} after`,
      `- a\n\n  ${text}`,
      `**${text}**`,
      `[${text}](https://e.example)`,
    ]) {
      const html = markdownToHtml(source);
      expect(executablesIn(html, { fragment: true })).toEqual([]);
      expect(html).not.toMatch(ALLOWED);
    }
  });

  it("has a corpus of at least a hundred different texts", () => {
    expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThanOrEqual(100);
  });

  it("leaves nothing that runs of any mixture of them", () => {
    const mixture = fc
      .array(fc.constantFrom(...HOSTILE_TEXTS, "\n", "\n\n", " ", "> ", "- ", "`", "[", "](", "*"), {
        maxLength: 8,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(mixture, (source) => {
        const html = markdownToHtml(source);
        expect(executablesIn(html, { fragment: true })).toEqual([]);
        expect(html).not.toMatch(ALLOWED);
      }),
      { numRuns: 300 },
    );
  });
});

describe("Markdown as text", () => {
  it.each([
    ["**bold** and `code`", "bold and code"],
    ["# Cause\n\none\ntwo", "Cause\n\none\ntwo"],
    ["- a\n- b\n\n  c", "- a\n- b\n  c"],
    ["2. a\n3. b", "2. a\n3. b"],
    ["> said\n> twice", "> said\n> twice"],
    ["[us](https://e.example) now", "us (https://e.example) now"],
    ["[us][1]\n\n[1]: https://e.example", "us (https://e.example)"],
    ["https://e.example", "https://e.example"],
    ["<ops@e.example>", "ops@e.example"],
    ["[us](javascript:alert(1))", "us"],
    ["![a graph](x.png)", "a graph"],
    ["a\n\n---\n\nb", "a\n\n—\n\nb"],
    ["```\na <b>\n```", "a <b>"],
    ["a <b>b</b>", "a b"],
  ])("writes %j", (source, text) => {
    expect(markdownToText(source)).toBe(text);
  });
});

describe("the cost of a text", () => {
  const filled = (part: string) => part.repeat(Math.ceil(MAX_MARKDOWN_LENGTH / part.length));
  const HEAVY = [
    ...[
      "[",
      "[a](",
      "![",
      "*a",
      "*a_ ",
      "**a *b_c ",
      "<",
      "<a ",
      "<!--",
      "<div>",
      "<script>",
      ">",
      "> ",
      "- ",
      "1) ",
    ],
    ...[
      "> - ",
      "[a][b]",
      "&amp;",
      "\\",
      "\0",
      "- a\n",
      "> a\nb\n",
      "a\n",
      "# a\n",
      "=\n",
      "a\n-\n",
      "[ ]: x\n",
      "a@b.c ",
      "https://a.b ",
      "`a``",
    ],
    ...["\t", "((", "]]", "***a** ", "<br>", "~", "| a ", "[^1]", "http://", "\ud800", "&#"],
  ];

  it.each(HEAVY)("is bounded for 25,000 characters of %j", (part) => {
    const startedAt = performance.now();
    const html = markdownToHtml(filled(part));
    markdownToText(filled(part));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(executablesIn(html, { fragment: true })).toEqual([]);
  });

  it("is paid once: the same text is remembered", () => {
    const source = filled("The API answers **slowly** since 14:02, see https://e.example.\n\n");
    const startedAt = performance.now();
    const first = markdownToHtml(source);
    const onceMs = performance.now() - startedAt;
    const againAt = performance.now();
    for (let i = 0; i < 100; i++) expect(markdownToHtml(source)).toBe(first);
    expect(performance.now() - againAt).toBeLessThan(Math.max(onceMs, 20));
  });

  it("cuts what is longer than any form takes", () => {
    expect(markdownToText("a".repeat(MAX_MARKDOWN_LENGTH + 1))).toHaveLength(MAX_MARKDOWN_LENGTH);
  });
});
