import { createElement as h, type ReactNode } from "react";
import type { State } from "#lib/domain/status/state.ts";
import type { Entry, Letter, Link, Said } from "../letter/letter.ts";
import { stateMark } from "../told/marks.ts";
import { bodyHtml } from "./body.ts";
import type { Kit } from "./kit.ts";
import { styles, TONES } from "./style.ts";

/** `lang` is told where it is another than the mail's. */
const langOf = (letter: Letter, lang: string) => (lang === letter.language ? undefined : lang);

const marked = (tone: State, text: string): ReactNode =>
  h(
    "span",
    { className: `t-${tone}`, style: { color: TONES[tone].light.text, whiteSpace: "nowrap" } },
    `${stateMark(tone)}\u00a0${text}`,
  );

/** The state, over the whole width of the card: the one loud thing. */
export function band(kit: Kit, { band }: Letter): ReactNode {
  if (!band) return null;
  const { tone, label } = band;
  return h(
    kit.Section,
    {
      className: `g-${tone}`,
      style: { backgroundColor: TONES[tone].light.tint, borderRadius: "7px 7px 0 0" },
    },
    h(
      "div",
      { className: `t-${tone}`, style: { ...styles.band, color: TONES[tone].light.text } },
      `${stateMark(tone)}\u00a0 ${label}`,
    ),
  );
}

export const heading = (kit: Kit, letter: Letter): ReactNode =>
  h(
    kit.Heading,
    { as: "h1", className: "ink", lang: langOf(letter, letter.title.lang), style: styles.title },
    letter.title.text,
  );

const fact = (key: string, label: string, value: ReactNode): ReactNode =>
  h(
    "tr",
    { key },
    h("td", { className: "fact muted", style: styles.factLabel }, label),
    h("td", { className: "fact ink", style: styles.factValue }, value),
  );

/** What is affected, since when, when we speak next. */
export function facts({ facts, affected }: Letter): ReactNode {
  if (facts.length === 0 && !affected) return null;
  const items = affected?.items.map(({ name, state, word }, i) =>
    h(
      "div",
      { key: i },
      name,
      state === null ? null : [" ", h("span", { key: "s" }, marked(state, word ?? ""))],
    ),
  );
  return h(
    "table",
    { role: "presentation", cellPadding: 0, cellSpacing: 0, border: 0, style: styles.facts },
    h(
      "tbody",
      null,
      affected ? fact("affected", affected.label, items) : null,
      facts.map(({ label, value }) => fact(label, label, value)),
    ),
  );
}

export function entries(kit: Kit, letter: Letter): ReactNode {
  return letter.entries.map(({ tone, label, title, lines, excerpt, url }: Entry, i) =>
    h(
      "div",
      { key: i, className: "line", style: styles.entry },
      h("div", { style: styles.entryLabel }, marked(tone, label)),
      h(
        "div",
        { style: styles.entryTitle, lang: langOf(letter, title.lang) },
        h(kit.Link, { href: url, className: "link", style: styles.entryLink }, title.text),
      ),
      lines.map((line, at) => h("div", { key: at, className: "muted", style: styles.entryLine }, line)),
      excerpt
        ? h(
            "div",
            { className: "ink", lang: langOf(letter, excerpt.lang), style: styles.entryText },
            excerpt.text,
          )
        : null,
    ),
  );
}

/** What people wrote. */
export const saying = (letter: Letter, { head, text }: Said, key: number): ReactNode =>
  h(
    "div",
    { key, className: "line", style: styles.saying },
    head === null ? null : h("div", { className: "muted", style: styles.head }, head),
    h("div", {
      className: "said",
      lang: langOf(letter, text.lang),
      // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered from a tree of allowed elements
      dangerouslySetInnerHTML: { __html: bodyHtml(text.markdown, letter.page.url) },
    }),
  );

export function earlier(letter: Letter): ReactNode {
  if (!letter.earlier) return null;
  const { label, items, more } = letter.earlier;
  return h(
    "div",
    { className: "line", style: styles.earlier },
    h("div", { className: "ink", style: styles.earlierLabel }, label),
    items.map(({ head, text, lang }, i) =>
      h(
        "div",
        { key: i, style: styles.earlierItem },
        h("div", { className: "muted", style: styles.head }, head),
        h("div", { className: "ink", lang: langOf(letter, lang), style: styles.earlierText }, text),
      ),
    ),
    more === null ? null : h("div", { className: "muted", style: styles.head }, more),
  );
}

export function foot(kit: Kit, { foot: { lines, manage, unsubscribe } }: Letter): ReactNode {
  const links = [manage, unsubscribe].filter((link): link is Link => link !== null);
  return h(
    kit.Section,
    { style: styles.foot },
    lines.map((line) => h("div", { key: line, className: "muted", style: styles.footText }, line)),
    links.length > 0
      ? h(
          "div",
          { className: "muted", style: styles.footText },
          links.flatMap(({ text, url }, i) => [
            ...(i > 0 ? ["\u00a0 · \u00a0"] : []),
            h(kit.Link, { key: url, href: url, className: "muted", style: styles.footLink }, text),
          ]),
        )
      : null,
  );
}
