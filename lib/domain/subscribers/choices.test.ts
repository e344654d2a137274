import { describe, expect, it } from "vitest";
import {
  choicesInput,
  clockText,
  defaultChoices,
  hearsEverything,
  mayFollow,
  withChoices,
} from "./choices.ts";

const before = defaultChoices({ languages: ["ko", "en"], timeZone: "Asia/Seoul" });
const chosen = (input: object) => withChoices(before, choicesInput.parse(input));
const messages = (input: object) => choicesInput.safeParse(input).error?.issues.map(({ message }) => message);

describe("what a subscriber chose", () => {
  it("is everything but reports, at once, in the page's first language, by default", () => {
    expect(before).toEqual({
      followsPage: true,
      kinds: ["incidents", "maintenance", "postmortems"],
      componentIds: [],
      groupIds: [],
      minImpact: 0,
      quiet: null,
      digestAt: null,
      language: "ko",
      timeZone: "Asia/Seoul",
    });
    expect(defaultChoices({ languages: [], timeZone: "Etc/UTC" }).language).toBe("en");
  });

  it("stays where nothing is said of it", () => {
    expect(chosen({})).toEqual({ choices: before, faults: [] });
  });

  it("is read from the words of forms and of the API", () => {
    const { choices, faults } = chosen({
      component_ids: ["aaaaaaaaaaaa", "aaaaaaaaaaaa"],
      group_ids: ["bbbbbbbbbbbb"],
      kinds: ["reports", "reports"],
      min_impact: "critical",
      quiet_from: "22:00",
      quiet_until: "07:30",
      digest_at: "00:00",
      language: "en",
      time_zone: "Europe/Paris",
    });
    expect(faults).toEqual([]);
    expect(choices).toEqual({
      followsPage: true,
      kinds: ["reports"],
      componentIds: ["aaaaaaaaaaaa"],
      groupIds: ["bbbbbbbbbbbb"],
      minImpact: 3,
      quiet: { from: 1_320, until: 450 },
      digestAt: 0,
      language: "en",
      timeZone: "Europe/Paris",
    });
  });

  it("has quiet hours with both ends, or none", () => {
    const fault = [{ path: "quiet_until", message: "quiet hours need a beginning and another end" }];
    expect(chosen({ quiet_from: "22:00" })).toEqual({ choices: before, faults: fault });
    expect(chosen({ quiet_until: "07:00" }).faults).toEqual(fault);
    expect(chosen({ quiet_from: "22:00", quiet_until: "22:00" }).faults).toEqual(fault);
    const quiet = { ...before, quiet: { from: 60, until: 120 } };
    expect(withChoices(quiet, choicesInput.parse({ quiet_until: "03:00" })).choices.quiet).toEqual({
      from: 60,
      until: 180,
    });
    expect(withChoices(quiet, { quiet_from: null, quiet_until: null }).choices.quiet).toBeNull();
    expect(withChoices(quiet, { quiet_until: null }).faults).toEqual(fault);
    expect(withChoices(quiet, {}).choices.quiet).toEqual({ from: 60, until: 120 });
  });

  it("lets a digest go", () => {
    const daily = { ...before, digestAt: 540 };
    expect(withChoices(daily, { digest_at: null }).choices.digestAt).toBeNull();
    expect(withChoices(daily, {}).choices.digestAt).toBe(540);
  });

  it.each([
    [{ kinds: [] }, "choose at least one"],
    [{ quiet_from: "24:00" }, 'a time of the day, such as "22:00"'],
    [{ digest_at: "9:00" }, 'a time of the day, such as "22:00"'],
    [{ component_ids: Array(501).fill("aaaaaaaaaaaa") }, "at most 500 of them"],
    [{ component_ids: ["' or 1=1"] }, "12 lowercase letters or digits"],
    [{ time_zone: "Mars/Olympus" }, 'a name of the IANA time zone database, like "Asia/Seoul"'],
  ])("refuses %j", (input, message) => {
    expect(messages(input)).toEqual([message]);
  });

  it.each([
    [{ kinds: ["everything"] }],
    [{ min_impact: "low" }],
    [{ language: "fr" }],
    [{ component_ids: { in: ["a"] } }],
    [{ group_ids: "not a list" }],
  ])("refuses %j", (input) => {
    expect(messages(input)).toHaveLength(1);
  });

  it.each([
    [0, "00:00"],
    [5, "00:05"],
    [1_320, "22:00"],
    [1_439, "23:59"],
  ])("writes %i minutes as %s, and reads it again", (minutes, text) => {
    expect(clockText(minutes)).toBe(text);
    expect(choicesInput.parse({ digest_at: text })).toEqual({ digest_at: minutes });
  });
});

describe("what there is to follow by itself", () => {
  it("is nothing for who hears of everything, also with times of their own", () => {
    const { choices } = chosen({ quiet_from: "22:00", quiet_until: "07:00", digest_at: "09:00" });
    expect(hearsEverything(choices)).toBe(true);
    expect(mayFollow({ choices, incidentIds: [] }, "iaaaaaaaaaaa")).toBe(false);
  });

  it.each([
    { component_ids: ["aaaaaaaaaaaa"] },
    { group_ids: ["bbbbbbbbbbbb"] },
    { min_impact: "minor" },
    { kinds: ["incidents", "maintenance"] },
  ])("is what they do not follow yet for who hears of a part: %o", (input) => {
    const { choices } = chosen(input);
    expect(mayFollow({ choices, incidentIds: ["ibbbbbbbbbbb"] }, "iaaaaaaaaaaa")).toBe(true);
    expect(mayFollow({ choices, incidentIds: ["iaaaaaaaaaaa"] }, "iaaaaaaaaaaa")).toBe(false);
  });

  it("is all else for who follows single incidents alone", () => {
    expect(hearsEverything({ ...before, followsPage: false })).toBe(false);
  });
});
