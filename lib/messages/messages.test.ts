import { describe, expect, it } from "vitest";
import { incidentWebhook } from "#lib/api/webhook/body.ts";
import { LANGUAGES } from "#lib/domain/language.ts";
import { FIXTURE_NOW_AT } from "#lib/testing/fixtures/days.ts";
import { LETTERS_URL, letterSamples, OWN_LINKS, toldSnapshot } from "#lib/testing/fixtures/letters.ts";
import { slackPost } from "./chat/slack.ts";
import { teamsCard, teamsMessage } from "./chat/teams.ts";
import { renderMail } from "./mail/render.ts";

const cases = LANGUAGES.flatMap((language) =>
  letterSamples(language).map((sample) => ({ ...sample, language })),
);

/** On many lines, so that a difference can be read. */
const onLines = (html: string) => `${html.replace(/></g, ">\n<")}\n`;

describe("every message, as it goes out", () => {
  it.each(cases)("$name in $language", async ({ name, language, letter, sms, ref }) => {
    const { subject, html, text } = await renderMail(letter);
    const file = (end: string) => `./goldens/${name}.${language}.${end}`;
    await expect(onLines(html)).toMatchFileSnapshot(file("html"));
    const short = sms ? `\n--- SMS: ${sms.segments} x ${sms.encoding}\n${sms.body}\n` : "";
    await expect(`Subject: ${subject}\n\n${text}${short}`).toMatchFileSnapshot(file("txt"));
    const card = teamsCard(letter);
    const place = { publicUrl: LETTERS_URL, unsubscribe: OWN_LINKS.unsubscribe, generatedAt: FIXTURE_NOW_AT };
    const webhook = ref && language === "ko" ? incidentWebhook(toldSnapshot(), ref, place) : null;
    const chats = {
      slack: slackPost(letter),
      teams_message: teamsMessage(card),
      teams_card: card,
      ...(webhook ? { webhook: JSON.parse(webhook) } : {}),
    };
    await expect(`${JSON.stringify(chats, null, 2)}\n`).toMatchFileSnapshot(file("json"));
  });

  it("says in both languages the same things: as many facts, updates, links", () => {
    const [ko, en] = LANGUAGES.map((language) => letterSamples(language));
    for (const [i, { letter, name }] of ko!.entries()) {
      const shape = (one: typeof letter) => ({
        name,
        facts: one.facts.length,
        affected: one.affected?.items.length,
        body: one.body.length,
        earlier: one.earlier?.items.length,
        button: one.button !== null,
        foot: [one.foot.lines.length, one.foot.manage !== null, one.foot.unsubscribe !== null],
      });
      expect(shape(en![i]!.letter)).toEqual(shape(letter));
    }
  });
});
