import type { Nodes, Root } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { incidentWebhook } from "#lib/api/webhook/body.ts";
import type { Snapshot, SnapshotIncident, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { executablesIn, stylesIn } from "#lib/testing/executables.ts";
import {
  LETTERS_URL,
  letterSamples,
  OWN_LINKS,
  TOLD_EVENTS,
  toldSnapshot,
} from "#lib/testing/fixtures/letters.ts";
import { HOSTILE_TEXTS } from "#lib/testing/hostile-texts.ts";
import { withTexts } from "#lib/testing/snapshots.ts";
import { slackPost } from "./chat/slack.ts";
import { MAX_CARD_BYTES, teamsCard } from "./chat/teams.ts";
import type { Letter } from "./letter/letter.ts";
import { renderMail } from "./mail/render.ts";
import { MAX_SEGMENTS } from "./sms/fit.ts";

const NAMES = new Set(["identified", "resolved", "scheduled", "digest", "stale", "invitation"]);
const samplesOf = (text: string) =>
  letterSamples("ko", withTexts(toldSnapshot(), text)).filter(({ name }) => NAMES.has(name));

/** Styles that our own markup carries, of every message and of every element that a text may hold. */
const MARKUP =
  "# a\n\n**b** `c`\n\n- d\n\n1. e\n\n> f\n\n```\ng\n```\n\n---\n\n[h](https://status.t-developer.test/h)";
async function ownStyles(): Promise<Set<string>> {
  const texts = ["plain", MARKUP].flatMap((text) => letterSamples("ko", withTexts(toldSnapshot(), text)));
  const all = await Promise.all(texts.map(({ letter }) => renderMail(letter)));
  return new Set(all.flatMap(({ html }) => [...stylesIn(html)]));
}

/** Every string in a tree of JSON. */
const strings = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : value && typeof value === "object"
      ? Object.values(value).flatMap(strings)
      : [];

const nodes = (node: Nodes): Nodes[] => [node, ...("children" in node ? node.children.flatMap(nodes) : [])];
/** What CommonMark makes of a text of a card. */
const made = (text: string): string[] =>
  nodes(unified().use(remarkParse).parse(text) as Root).map(({ type }) => type);
const HARMLESS = new Set(["root", "paragraph", "text", "list", "listItem", "break", "code", "inlineCode"]);

/** Whatever follows `<` that is no link of ours. */
const foreignInSlack = (text: string): string[] =>
  [...text.matchAll(/<([^>]*)>?/g)]
    .map(([whole]) => whole)
    .filter((whole) => !/^<(https?:\/\/|mailto:)[^<>|\s]+(\|[^<>|]*)?>$/.test(whole));

const UNSEEN = /[\p{Cc}\u2028\u2029\u202a-\u202e]/u;

async function expectSafeMail(letter: Letter, styles: Set<string>): Promise<void> {
  const { subject, html, text } = await renderMail(letter);
  expect(executablesIn(html, { ownStyles: styles })).toEqual([]);
  for (const [, href] of html.matchAll(/href="([^"]*)"/g))
    expect(href!.startsWith(`${LETTERS_URL}/`)).toBe(true);
  expect(html).not.toMatch(/<img|<script/i);
  expect(subject.length).toBeLessThanOrEqual(150);
  expect(subject).not.toMatch(UNSEEN);
  expect(text).not.toMatch(/(?!\n|\t)\p{Cc}/u);
}

describe("hostile texts", async () => {
  const styles = await ownStyles();

  it.each(HOSTILE_TEXTS)("do nothing in a mail: %j", async (text) => {
    for (const { letter } of samplesOf(text)) await expectSafeMail(letter, styles);
  });

  it.each(HOSTILE_TEXTS)("are no mention and no link in Slack: %j", (text) => {
    for (const { letter } of samplesOf(`<!channel> <@U123> <https://evil.example|x> ${text}`))
      for (const one of strings(slackPost(letter).blocks)) {
        expect(foreignInSlack(one)).toEqual([]);
        expect(one).not.toMatch(/<!|<@|<#/);
      }
  });

  it.each(HOSTILE_TEXTS)("are no markup in a card of Teams: %j", (text) => {
    for (const { letter } of samplesOf(text)) {
      const card = teamsCard(letter);
      const texts = strings({ body: card.body }).filter((one) => !/^(TextBlock|FactSet)$/.test(one));
      for (const one of texts) expect(made(one).filter((type) => !HARMLESS.has(type))).toEqual([]);
      const addresses = (card.actions as { url: string }[]).map(({ url }) => url);
      for (const url of addresses) expect(url.startsWith(`${LETTERS_URL}/`)).toBe(true);
    }
  });

  it.each(HOSTILE_TEXTS)("stay one short line before the address in an SMS: %j", (text) => {
    for (const { sms, name } of samplesOf(text)) {
      if (!sms) continue;
      expect([name, sms.segments <= MAX_SEGMENTS]).toEqual([name, true]);
      expect(sms.body.replace(/\nhttps:\S+$/, "")).not.toMatch(/\p{Cc}/u);
    }
  });

  it.each(HOSTILE_TEXTS)("are JSON strings in the body of a webhook: %j", (text) => {
    const place = { publicUrl: LETTERS_URL, unsubscribe: OWN_LINKS.unsubscribe, generatedAt: 0 };
    const body = JSON.parse(
      incidentWebhook(withTexts(toldSnapshot(), text), TOLD_EVENTS.identified!, place)!,
    );
    expect(body.incident.name).toBe(text);
    expect(Object.keys(body)).toEqual(["meta", "page", "incident"]);
  });
});

describe("texts that are far too long", () => {
  const long = `${"매우 긴 글 ".repeat(3_000)}\n\n${"word & <word> ".repeat(500)}`;
  /** Names as long as may be, and updates that are longer than any may be. */
  function longSnapshot(): Snapshot {
    const snapshot = withTexts(toldSnapshot(), "이름 & <name> ".repeat(30).slice(0, 255));
    const told = <E extends SnapshotIncident | SnapshotMaintenance>(event: E): E => ({
      ...event,
      updates: event.updates.map((update) => ({ ...update, body: long, translations: {} })),
    });
    return {
      ...snapshot,
      incidents: snapshot.incidents.map(told),
      maintenances: snapshot.maintenances.map(told),
    };
  }
  const samples = () => letterSamples("ko", longSnapshot());

  it("leave subjects, SMS, cards and blocks within their limits", () => {
    for (const { letter, sms } of samples()) {
      expect(letter.subject.length).toBeLessThanOrEqual(150);
      expect(sms?.segments ?? 1).toBeLessThanOrEqual(MAX_SEGMENTS);
      expect(Buffer.byteLength(JSON.stringify(teamsCard(letter)))).toBeLessThanOrEqual(MAX_CARD_BYTES);
      const { blocks } = slackPost(letter);
      expect(blocks.length).toBeLessThanOrEqual(50);
      for (const block of blocks as Record<string, { text?: string }>[]) {
        const most = (block.type as unknown) === "header" ? 150 : 3_000;
        expect(block.text?.text?.length ?? 0).toBeLessThanOrEqual(most);
      }
      for (const one of strings(blocks)) expect(one).not.toMatch(/&(?!(?:amp|lt|gt);)/);
    }
  });

  it("leave the body of a webhook within 20 kB, the newest words in it", () => {
    const place = { publicUrl: LETTERS_URL, unsubscribe: OWN_LINKS.unsubscribe, generatedAt: 0 };
    const body = incidentWebhook(longSnapshot(), TOLD_EVENTS.identified!, place)!;
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    expect(JSON.parse(body).incident.incident_updates[0].body).toMatch(/^매우 긴 글/);
  });
});
