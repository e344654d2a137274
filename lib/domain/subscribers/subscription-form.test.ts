import { describe, expect, it } from "vitest";
import { type ChoicesInput, choicesInput as schema } from "./choices.ts";
import type { Choices } from "./subscriber.ts";
import {
  cardInput,
  choicesForm,
  choicesInput,
  destinationInput,
  destinationOf,
  faultsOfForm,
  newForm,
  readChoices,
  readForm,
} from "./subscription-form.ts";

const defaults = { language: "ko", timeZone: "Asia/Seoul" } as const;
const sent = (text: string) => {
  const fields = new URLSearchParams(text);
  return { get: (name: string) => fields.get(name), getAll: (name: string) => fields.getAll(name) };
};

describe("the form to subscribe with", () => {
  it("asks for a mail address, everything that is told, at once, and ticks no consent", () => {
    expect(newForm(defaults)).toMatchObject({
      channel: "email",
      scope: "all",
      kinds: ["incidents", "maintenance", "postmortems"],
      min_impact: "none",
      is_quiet: false,
      is_digest: false,
      language: "ko",
      time_zone: "Asia/Seoul",
      consent: false,
    });
  });

  it("is read as it was sent: what is not ticked is off, what is missing is as before", () => {
    const form = readForm(
      sent("channel=sms&phone_number=010-1234-5678&kinds=incidents&is_quiet=on"),
      defaults,
    );
    expect(form).toMatchObject({
      channel: "sms",
      phone_number: "010-1234-5678",
      kinds: ["incidents"],
      is_quiet: true,
      quiet_from: "22:00",
      is_digest: false,
      consent: false,
      email: "",
    });
    expect(readForm(sent("kinds="), defaults).kinds).toEqual([""]);
  });

  it("gives back no more than a field takes, well-formed, and knows no other channel", () => {
    const form = readForm(sent(`channel=pager&email=${"a".repeat(5_000)}`), defaults);
    expect([form.channel, form.email.length]).toEqual(["email", 2_048]);
    const broken = { get: () => "\ud800x", getAll: () => ["\ud800"] };
    expect(readForm(broken, defaults).email).toBe("\ufffdx");
    const many = { get: () => null, getAll: () => Array.from({ length: 5_000 }, () => "a") };
    expect(readForm(many, defaults).component_ids).toHaveLength(1_000);
  });

  it("keeps a language and a zone that there are not, for the schema to refuse", () => {
    expect(readChoices(sent("language=xx&time_zone=Mars"), defaults)).toMatchObject({
      language: "xx",
      time_zone: "Mars",
    });
  });
});

describe("the form in the names of the API", () => {
  const form = { ...newForm(defaults), email: "a@example.com" };

  it("names the fields of the chosen channel only", () => {
    const filled = {
      ...form,
      phone_number: "1",
      slack_endpoint: "s",
      teams_endpoint: "t",
      webhook_endpoint: "w",
      contact_email: "c",
    };
    expect(destinationInput(filled)).toEqual({ channel: "email", email: "a@example.com" });
    expect(destinationInput({ ...filled, channel: "sms", phone_country: "KR" })).toEqual({
      channel: "sms",
      phone_country: "KR",
      phone_number: "1",
    });
    expect(destinationInput({ ...filled, channel: "slack" })).toEqual({ channel: "slack", endpoint: "s" });
    expect(destinationInput({ ...filled, channel: "teams" })).toEqual({
      channel: "teams",
      endpoint: "t",
      teams_mode: "message",
    });
    expect(destinationInput({ ...filled, channel: "webhook" })).toEqual({
      channel: "webhook",
      endpoint: "w",
      contact_email: "c",
    });
    expect(destinationInput({ ...filled, channel: "webhook", contact_email: "" })).not.toHaveProperty(
      "contact_email",
    );
  });

  it("names the destination as it was typed", () => {
    expect(destinationOf({ ...form, email: " a@example.com " })).toBe("a@example.com");
    expect(destinationOf({ ...form, channel: "sms", phone_number: "010 1" })).toBe("010 1");
    expect(destinationOf({ ...form, channel: "slack", slack_endpoint: "https://x" })).toBe("https://x");
  });

  it("drops components that are not asked for, and times that are switched off", () => {
    const chosen = { ...form, component_ids: ["c1rst4h7nq2x"], group_ids: ["g1rst4h7nq2x"] };
    const none = { component_ids: [], group_ids: [], quiet_from: null, quiet_until: null, digest_at: null };
    expect(choicesInput(chosen)).toMatchObject(none);
    expect(choicesInput({ ...chosen, scope: "some", is_quiet: true, is_digest: true })).toMatchObject({
      component_ids: ["c1rst4h7nq2x"],
      group_ids: ["g1rst4h7nq2x"],
      quiet_from: "22:00",
      quiet_until: "07:00",
      digest_at: "09:00",
    });
  });

  it("is what the schema takes", () => {
    const read: ChoicesInput = schema.parse(choicesInput({ ...form, is_quiet: true }));
    expect(read).toMatchObject({ quiet_from: 22 * 60, quiet_until: 7 * 60, language: "ko" });
  });
});

describe("faults", () => {
  it("stand at the field of the form, one for each", () => {
    const faults = [
      { path: "endpoint", message: "a" },
      { path: "endpoint", message: "b" },
      { path: "subscriber.kinds", message: "c" },
      { path: "component_ids.3", message: "d" },
      { path: "destination", message: "e" },
    ];
    expect(faultsOfForm(faults, "teams")).toEqual([
      { path: "teams_endpoint", message: "a" },
      { path: "kinds", message: "c" },
      { path: "component_ids", message: "d" },
    ]);
    expect(faultsOfForm([{ path: "destination", message: "e" }], "sms")).toEqual([
      { path: "phone_number", message: "e" },
    ]);
  });
});

describe("what somebody chose", () => {
  const choices: Choices = {
    followsPage: true,
    kinds: ["incidents", "reports"],
    componentIds: ["c1rst4h7nq2x"],
    groupIds: [],
    minImpact: 2,
    quiet: { from: 1_350, until: 5 },
    digestAt: 540,
    language: "en",
    timeZone: "Europe/London",
  };

  it("is shown in the form, and comes back from it as it was", () => {
    const form = choicesForm(choices);
    expect(form).toMatchObject({
      scope: "some",
      min_impact: "major",
      quiet_from: "22:30",
      quiet_until: "00:05",
    });
    expect(schema.parse(choicesInput(form))).toEqual({
      component_ids: ["c1rst4h7nq2x"],
      group_ids: [],
      kinds: ["incidents", "reports"],
      min_impact: "major",
      quiet_from: 1_350,
      quiet_until: 5,
      digest_at: 540,
      language: "en",
      time_zone: "Europe/London",
    });
  });

  it("shows everything as everything, with the usual times behind what is off", () => {
    const all = choicesForm({ ...choices, componentIds: [], quiet: null, digestAt: null });
    expect(all).toMatchObject({ scope: "all", is_quiet: false, quiet_from: "22:00", is_digest: false });
  });
});

describe("what a card of the manage page changes", () => {
  const choices: Choices = {
    ...{ followsPage: true, kinds: ["incidents"], componentIds: [], groupIds: [], minImpact: 0 },
    ...{ quiet: null, digestAt: null, language: "ko", timeZone: "Asia/Seoul" },
  };
  const form = newForm({ language: "ko", timeZone: "Asia/Seoul" });

  it("is the choices, the contact of a webhook, and the form for Teams", () => {
    const sent = { ...form, contact_email: " ops@example.com ", teams_mode: "card" };
    expect(cardInput(sent, { channel: "email", choices })).toEqual(choicesInput(sent));
    const contact = { ...choicesInput(sent), contact_email: "ops@example.com" };
    expect(cardInput(sent, { channel: "webhook", choices })).toEqual(contact);
    const mode = { ...choicesInput(sent), teams_mode: "card" };
    expect(cardInput(sent, { channel: "teams", choices })).toEqual(mode);
  });

  it("leaves the choices of who follows single incidents alone; no contact is none", () => {
    const single = { ...choices, followsPage: false };
    expect(cardInput(form, { channel: "webhook", choices: single })).toEqual({ contact_email: null });
    expect(cardInput(form, { channel: "email", choices: single })).toEqual({});
  });
});
