import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { cutTemplate } from "#lib/messages/template.ts";
import { bodyOf, frameOf } from "./body.ts";

const FROM = { name: "T-Developer 상태", address: "status@example.com" };
const STAND_INS = { unsubscribe: "<<unsubscribe>>", manage: "<<manage>>" };
const LINKS = {
  unsubscribe: `https://status.example.com/unsubscribe/${"u".repeat(120)}`,
  manage: `https://status.example.com/a=b/manage/${"m".repeat(80)}`,
};
const { unsubscribe: U, manage: M } = STAND_INS;
const filled = (text: string) => text.replaceAll(U, LINKS.unsubscribe).replaceAll(M, LINKS.manage);

async function sent(text: string, html = `<p>${text}</p>`, links = LINKS) {
  const form = { subject: "장애", text: cutTemplate(text, STAND_INS), html: cutTemplate(html, STAND_INS) };
  const frame = frameOf(form, FROM);
  const raw = `${frame.head}\r\n\r\n${bodyOf(frame, links)}`;
  return { raw, mail: await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true }) };
}

describe("the body of a mail", () => {
  it.each([
    ["between words", `Stop here: ${U} or change ${M} it.`],
    ["between lines", `Stop:\n${U}\n${M}\nBye.`],
    ["side by side, at both ends", `${U}${M} then ${M}${U}`],
    ["among Korean", `구독을 끊으려면 ${U} 설정은 ${M}입니다. ${"지연이 계속됩니다. ".repeat(40)}끝`],
    ["after spaces and signs", `a =${U}= \t${M} .\n.\n..${U}`],
    ["after a line of full length", `${"x".repeat(76)}${U}${"y".repeat(75)}${M}${"z".repeat(77)}`],
    ["nowhere", "Nothing of their own."],
  ])("has the links of its recipient %s", async (_where, text) => {
    const { raw, mail } = await sent(text);
    expect(mail.text!.replace(/\n$/, "")).toBe(filled(text));
    expect(String(mail.html).replace(/\n$/, "")).toBe(`<p>${filled(text)}</p>`);
    const lines = raw.split("\r\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(raw.replaceAll("\r\n", "")).not.toMatch(/[^\t\x20-\x7e]/);
  });

  it("has no part without content", async () => {
    const { raw, mail } = await sent("Only text.", "");
    expect(mail.text).toContain("Only text.");
    expect(raw).not.toContain("text/html");
  });

  it("turns every kind of line's end into one", async () => {
    const { mail } = await sent("one\rtwo\r\nthree\nfour");
    expect(mail.text!.trim()).toBe("one\ntwo\nthree\nfour");
  });

  it("has nothing in the place of a link that its recipient has not", async () => {
    const { mail } = await sent(`Hello${U}.`, "", { unsubscribe: "", manage: "" });
    expect(mail.text!.trim()).toBe("Hello.");
  });
});
