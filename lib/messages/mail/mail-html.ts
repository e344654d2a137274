import { createElement as h, type ReactNode } from "react";
import type { Letter } from "../letter/letter.ts";
import { type Kit, loadKit } from "./kit.ts";
import { band, earlier, entries, facts, foot, heading, saying } from "./parts.ts";
import { NARROW, NIGHT, styles } from "./style.ts";

/** Shown beside the subject by inboxes; hidden in the mail. */
const preheader = (text: string): ReactNode => h("div", { style: styles.preheader }, text);

function card(kit: Kit, letter: Letter): ReactNode {
  const { lead, body, button } = letter;
  return h(
    kit.Section,
    { className: "surface", style: styles.card },
    band(kit, letter),
    h(
      "div",
      { style: styles.inside },
      heading(kit, letter),
      h("div", { className: "ink", style: styles.lead }, lead),
      facts(letter),
      entries(kit, letter),
      body.map((one, i) => saying(letter, one, i)),
      button
        ? h(
            "div",
            { style: styles.buttonLine },
            h(kit.Button, { href: button.url, className: "button", style: styles.button }, button.text),
          )
        : null,
      earlier(letter),
    ),
  );
}

const head = (kit: Kit, subject: string): ReactNode =>
  h(
    kit.Head,
    null,
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("meta", { name: "supported-color-schemes", content: "light dark" }),
    h("title", null, subject),
    h(
      "style",
      null,
      `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${NIGHT}}@media (max-width:480px){${NARROW}}`,
    ),
  );

/** The HTML part: tables, styles in every element, no picture, no script, nothing to load. */
export async function mailHtml(letter: Letter): Promise<string> {
  const kit = await loadKit();
  const site = h(
    kit.Link,
    { href: letter.page.url, className: "muted", style: styles.siteLink },
    letter.page.name,
  );
  const document = h(
    kit.Html,
    { lang: letter.language },
    head(kit, letter.subject),
    h(
      kit.Body,
      { className: "page", style: styles.body },
      preheader(letter.preheader),
      h(
        kit.Container,
        { style: styles.container },
        h("div", { style: styles.site }, site),
        card(kit, letter),
        foot(kit, letter),
      ),
    ),
  );
  // React's marks are for a browser that goes on with the page.
  return (await kit.render(document)).replace(/<!--(?:\/?\$|html|head|body)?\s*-->/g, "");
}
