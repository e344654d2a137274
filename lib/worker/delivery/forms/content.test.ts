import { describe, expect, it } from "vitest";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { cutTemplate, fillTemplate } from "#lib/messages/template.ts";
import { letterSamples } from "#lib/testing/fixtures/letters.ts";
import { addressed, type Content, type Envelope, formOf } from "./content.ts";

const STAND_INS = { unsubscribe: "https://s.example/u123", manage: "https://s.example/m123" };
const LINKS = { unsubscribe: "https://s.example/unsubscribe/a", manage: "https://s.example/manage/b" };
const [sample] = letterSamples("en");
const content: Content = {
  letter: (links) => ({
    ...sample!.letter,
    foot: {
      lines: [],
      manage: { text: "Manage", url: links.manage },
      unsubscribe: { text: "Unsubscribe", url: links.unsubscribe },
    },
  }),
  sms: () => "short",
  webhook: (unsubscribe) => JSON.stringify({ meta: { unsubscribe } }),
};
const envelope: Envelope = {
  to: "somebody",
  language: "en",
  links: LINKS,
  name: "n1",
  mailDomain: "example.com",
  unsubscribeUrl: LINKS.unsubscribe,
  listId: "updates.s.example",
  statusCallback: null,
  teamsMode: "card",
  secrets: ["whsec_x"],
};

describe("a message in the form of a channel", () => {
  it.each(CHANNELS)("holds each recipient's own links, and no stand-in: %s", async (channel) => {
    const form = (await formOf(content, channel, STAND_INS))!;
    const made = JSON.stringify(addressed(form, envelope));
    expect(made).toContain(`"channel":"${channel}"`);
    expect(made).toContain("somebody");
    expect(made).not.toMatch(/[um]123/);
    if (channel !== "sms") expect(made).toContain(LINKS.unsubscribe);
  });

  it("is none where there is nothing for the channel", async () => {
    const silent = { ...content, sms: null, webhook: () => null };
    expect(await formOf(silent, "sms", STAND_INS)).toBeNull();
    expect(await formOf(silent, "webhook", STAND_INS)).toBeNull();
    expect(await formOf({ ...silent, webhook: null }, "webhook", STAND_INS)).toBeNull();
  });
});

describe("a template", () => {
  it("is cut at its stand-ins and filled for one", () => {
    const text = `a ${STAND_INS.manage} b ${STAND_INS.unsubscribe}${STAND_INS.manage}`;
    const template = cutTemplate(text, STAND_INS);
    expect(fillTemplate(template, { manage: "1", unsubscribe: "2" })).toBe("a 1 b 21");
    expect(fillTemplate(cutTemplate("no links", STAND_INS), LINKS)).toBe("no links");
  });

  it("takes a stand-in literally: what only looks like it stays", () => {
    const template = cutTemplate("https://sXexample/u123 https://s.example/u123", STAND_INS);
    expect(fillTemplate(template, LINKS)).toBe(`https://sXexample/u123 ${LINKS.unsubscribe}`);
  });
});
