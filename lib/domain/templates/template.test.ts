import { describe, expect, it } from "vitest";
import { MAX_INCIDENT_COMPONENTS } from "../incidents/incident.ts";
import {
  newTemplate,
  TEMPLATE_KINDS,
  templateComponents,
  templateFaults,
  templatePatch,
} from "./template.ts";

const id = (n: number) => String(n).padStart(12, "0");

describe("newTemplate", () => {
  it("needs a name only; the rest has defaults", () => {
    expect(newTemplate.parse({ name: " API\n장애 " })).toEqual({
      kind: "incident",
      name: "API 장애",
      title: "",
      body: "",
      translations: {},
      should_send_notifications: true,
    });
    for (const fault of [
      {},
      { name: "" },
      { name: "x", kind: "alert" },
      { name: "x", title: "x".repeat(256) },
    ])
      expect(newTemplate.safeParse(fault).success).toBe(false);
  });

  it("takes what clients of Statuspage send, and limits lists", () => {
    const sent = {
      name: "x",
      group_id: null,
      should_tweet: true,
      component_ids: [id(1)],
      update_status: "resolved",
    };
    expect(newTemplate.parse(sent)).toMatchObject(sent);
    const many = Array.from({ length: MAX_INCIDENT_COMPONENTS + 1 }, (_, n) => id(n));
    expect(newTemplate.safeParse({ name: "x", component_ids: many }).success).toBe(false);
    const map = Object.fromEntries(many.map((one) => [one, "operational"]));
    expect(newTemplate.safeParse({ name: "x", components: map }).success).toBe(false);
  });
});

describe("templatePatch", () => {
  it("changes nothing that is not named", () => {
    expect(templatePatch.parse({})).toEqual({});
    expect(templatePatch.parse({ group_id: null })).toEqual({ group_id: null });
  });
});

describe("templateFaults", () => {
  it("names the text, the unknown names and the known ones", () => {
    expect(templateFaults({ title: "{{when}} {{page}} {{who}} {{when}}" })).toEqual([
      {
        path: "title",
        message:
          "{{when}} {{who}}: nobody fills that in; there are {{page}} {{components}} {{status}} {{date}} {{time}}",
      },
    ]);
  });

  it("finds them in every language", () => {
    const translations = { en: { name: "{{a}}", body: "fine" }, ko: { description: "{{b}}" } };
    expect(templateFaults({ translations }).map(({ path }) => path)).toEqual([
      "translations.en.name",
      "translations.ko.description",
    ]);
  });

  it.each([
    ["incident", "scheduled", false],
    ["incident", "resolved", true],
    ["incident", "postmortem", false],
    ["maintenance", "scheduled", true],
    ["maintenance", "investigating", false],
    ["update", "in_progress", true],
    ["update", "postmortem", false],
  ] as const)("lets a template of %s say %s: %s", (kind, update_status, isAllowed) => {
    expect(templateFaults({ kind, update_status }).length === 0).toBe(isAllowed);
  });

  it("finds nothing in an empty template of any kind", () => {
    for (const kind of TEMPLATE_KINDS) expect(templateFaults({ kind, update_status: null })).toEqual([]);
  });
});

describe("templateComponents", () => {
  it("joins the map and the list; a state wins over none", () => {
    expect(templateComponents({})).toBeUndefined();
    expect(templateComponents({ component_ids: [] })).toEqual([]);
    expect(
      templateComponents({
        component_ids: [id(1), id(2)],
        components: { [id(2)]: "major_outage", [id(3)]: "operational" },
      }),
    ).toEqual([
      { componentId: id(1), state: null },
      { componentId: id(2), state: "major_outage" },
      { componentId: id(3), state: "operational" },
    ]);
  });
});
