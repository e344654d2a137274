import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TEMPLATE_KINDS } from "./template.ts";
import {
  fillTemplate,
  fillText,
  TEMPLATE_NAMES,
  type TemplateContext,
  templateValues,
  unknownNames,
} from "./template-text.ts";

const AT = Date.parse("2026-11-23T05:04:00Z");
const context: TemplateContext = {
  page: {
    name: "티디벨로퍼",
    translations: { en: { name: "T-Developer" } },
    timeZone: "Asia/Seoul",
    languages: ["ko", "en"],
  },
  components: [
    { name: "REST API", translations: {} },
    { name: "콘솔", translations: { en: { name: "Console" } } },
  ],
  status: "investigating",
  at: AT,
};

describe("unknownNames", () => {
  it.each([
    ["{{page}} {{ components }}{{status}} {{date}} {{time}}", "incident", []],
    ["{{incident}}", "incident", ["incident"]],
    ["{{incident}}", "update", []],
    ["{{starts}} {{ends}}", "maintenance", []],
    ["{{starts}} {{ends}} {{starts}}", "update", ["starts", "ends"]],
    ["{{}} {{ #if x }} {{page.name}}", "incident", ["", "#if x", "page.name"]],
    ["{page} {{page} {{ page", "incident", []],
    ["{{__proto__}} {{constructor}}", "incident", ["__proto__", "constructor"]],
  ] as const)("finds in %s of %s: %j", (text, kind, names) => {
    expect(unknownNames(text, kind)).toEqual(names);
  });
});

describe("fillText", () => {
  it("puts values in as they are, once", () => {
    expect(fillText("{{page}}: {{ components }}", { page: "{{components}}", components: "$& A" })).toBe(
      "{{components}}: $& A",
    );
    expect(fillText("{{toString}} {{time}}", {})).toBe("{{toString}} {{time}}");
  });

  it("leaves a text without names as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!text.includes("{{"));
        expect(fillText(text, { page: "x" })).toBe(text);
      }),
    );
  });
});

describe("templateValues", () => {
  it("tells names in the language, in the page's zone", () => {
    expect(templateValues(context, "ko")).toEqual({
      page: "티디벨로퍼",
      components: "REST API, 콘솔",
      status: "조사 중",
      date: "2026년 11월 23일",
      time: "14:04 KST",
    });
    expect(templateValues(context, "en")).toMatchObject({
      page: "T-Developer",
      components: "REST API, Console",
      status: "Investigating",
      date: "23 November 2026",
    });
  });

  it("lets the page stand for components when there are none", () => {
    expect(templateValues({ ...context, components: [] }, "ko").components).toBe("티디벨로퍼");
  });

  it("knows every name that a kind allows", () => {
    const whole = {
      ...context,
      incident: { name: "장애", translations: {} },
      scheduledFor: AT,
      scheduledUntil: AT + 3_600_000,
    };
    const values = templateValues(whole, "en");
    for (const kind of TEMPLATE_KINDS)
      for (const name of TEMPLATE_NAMES[kind]) expect(values[name]).toMatch(/\S/);
    expect(values.ends).toBe("23 November 2026, 15:04 KST");
  });
});

describe("fillTemplate", () => {
  it("fills every text in its own language", () => {
    const filled = fillTemplate(
      {
        title: "{{components}} 장애",
        body: "{{time}}부터 {{status}}입니다.",
        translations: { en: { name: "{{components}} down", body: "{{status}} since {{time}}." } },
      },
      context,
    );
    expect(filled).toEqual({
      title: "REST API, 콘솔 장애",
      body: "14:04 KST부터 조사 중입니다.",
      translations: { en: { name: "REST API, Console down", body: "Investigating since 14:04 KST." } },
    });
  });
});
