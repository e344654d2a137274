import type * as Components from "@react-email/components";
import { createElement as h, type ReactNode } from "react";
import { stateMark } from "../told/marks.ts";
import { bodyHtml } from "./body.ts";
import type { Mail, Said } from "./mail.ts";
import { NIGHT, styles, TONES } from "./style.ts";

type Kit = typeof Components;

let kit: Promise<Kit> | undefined;
/** The components are large (half a second, 50 MB): loaded when the first mail is to be written, or when asked to. */
export const loadKit = (): Promise<Kit> => (kit ??= import("@react-email/components"));

/** Shown beside the subject by inboxes; hidden in the mail. */
const preheader = (text: string): ReactNode =>
  h(
    "div",
    {
      style: {
        display: "none",
        overflow: "hidden",
        lineHeight: "1px",
        maxHeight: 0,
        maxWidth: 0,
        opacity: 0,
      },
    },
    text,
  );

const band = (kit: Kit, mail: Mail): ReactNode => {
  if (!mail.band) return null;
  const { tone, label } = mail.band;
  const { text, tint } = TONES[tone].light;
  return h(
    kit.Section,
    { className: `g-${tone}`, style: { ...styles.band, backgroundColor: tint } },
    h(
      "span",
      { className: `t-${tone}`, style: { ...styles.band, padding: 0, color: text } },
      `${stateMark(tone)} ${label}`,
    ),
  );
};

const fact = (label: string, value: ReactNode): ReactNode =>
  h(
    "tr",
    { key: label },
    h("td", { className: "muted", style: styles.factLabel }, label),
    h("td", { className: "ink", style: styles.factValue }, value),
  );

function affected({ items }: NonNullable<Mail["affected"]>): ReactNode {
  return items.map(({ name, state, word }, i) =>
    h(
      "div",
      { key: i },
      name,
      state === null
        ? null
        : h(
            "span",
            {
              className: `t-${state}`,
              style: { color: TONES[state].light.text, whiteSpace: "nowrap" as const },
            },
            ` ${stateMark(state)} ${word}`,
          ),
    ),
  );
}

function facts(mail: Mail): ReactNode {
  if (mail.facts.length === 0 && !mail.affected) return null;
  return h(
    "table",
    { role: "presentation", cellPadding: 0, cellSpacing: 0, border: 0, style: styles.facts },
    h(
      "tbody",
      null,
      mail.affected ? fact(mail.affected.label, affected(mail.affected)) : null,
      mail.facts.map(({ label, value }) => fact(label, value)),
    ),
  );
}

const langOf = (mail: Mail, lang: string) => (lang === mail.language ? undefined : lang);

function saying(kit: Kit, mail: Mail, { head, text }: Said, key: number): ReactNode {
  return h(
    "div",
    { key },
    head === null ? null : h(kit.Text, { className: "muted", style: styles.head }, head),
    h("div", {
      className: "said",
      lang: langOf(mail, text.lang),
      // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered from a tree of allowed elements
      dangerouslySetInnerHTML: { __html: bodyHtml(text.markdown, mail.page.url) },
    }),
  );
}

function earlier(kit: Kit, mail: Mail): ReactNode {
  if (!mail.earlier) return null;
  const { label, items, more } = mail.earlier;
  return h(
    kit.Section,
    null,
    h(kit.Text, { className: "ink line", style: styles.earlierLabel }, label),
    items.map(({ head, text }, i) =>
      h(
        "div",
        { key: i },
        h(kit.Text, { className: "muted", style: styles.earlierHead }, head),
        h(
          kit.Text,
          { className: "ink", lang: langOf(mail, text.lang), style: styles.earlierText },
          text.markdown,
        ),
      ),
    ),
    more === null ? null : h(kit.Text, { className: "muted", style: styles.earlierHead }, more),
  );
}

function foot(kit: Kit, { foot: { lines, links } }: Mail): ReactNode {
  return h(
    kit.Section,
    { style: styles.foot },
    lines.map((line) => h(kit.Text, { key: line, className: "muted", style: styles.footText }, line)),
    h(
      kit.Text,
      { className: "muted", style: styles.footText },
      links.flatMap(({ text, url }, i) => [
        ...(i > 0 ? [" · "] : []),
        h(kit.Link, { key: url, href: url, className: "muted", style: styles.footLink }, text),
      ]),
    ),
  );
}

function card(kit: Kit, mail: Mail): ReactNode {
  const { title, lead, code, body, button } = mail;
  return h(
    kit.Section,
    { className: "surface", style: styles.card },
    band(kit, mail),
    h(
      kit.Section,
      { style: styles.inside },
      h(
        kit.Heading,
        { as: "h1", className: "ink", lang: langOf(mail, title.lang), style: styles.title },
        title.text,
      ),
      h(kit.Text, { className: "ink", style: styles.lead }, lead),
      facts(mail),
      code === null ? null : h(kit.Text, { className: "page ink", style: styles.code }, code),
      body.length > 0 ? h(kit.Hr, { className: "line", style: styles.rule }) : null,
      body.map((one, i) => saying(kit, mail, one, i)),
      button
        ? h(kit.Button, { href: button.url, className: "button", style: styles.button }, button.text)
        : null,
      earlier(kit, mail),
    ),
  );
}

/** The HTML part: tables, styles in every element, no picture, no script, nothing to load. */
export async function mailHtml(mail: Mail): Promise<string> {
  const kit = await loadKit();
  const document = h(
    kit.Html,
    { lang: mail.language },
    h(
      kit.Head,
      null,
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "supported-color-schemes", content: "light dark" }),
      h("title", null, mail.subject),
      h("style", null, `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${NIGHT}}`),
    ),
    h(
      kit.Body,
      { className: "page", style: styles.body },
      preheader(mail.preheader),
      h(
        kit.Container,
        { style: styles.container },
        h(
          kit.Text,
          { style: styles.site },
          h(kit.Link, { href: mail.page.url, className: "muted", style: styles.siteLink }, mail.page.name),
        ),
        card(kit, mail),
        foot(kit, mail),
      ),
    ),
  );
  // React's marks are for a browser that goes on with the page.
  return (await kit.render(document)).replace(/<!--(?:\/?\$|html|head|body)?-->/g, "");
}
