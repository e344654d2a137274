import { describe, expect, it } from "vitest";
import { isAnsweredByProvider, wishOf } from "./keyword.ts";

describe("an answer to an SMS", () => {
  it.each([
    ...[
      "STOP",
      "stop",
      " Stop. ",
      "STOP!",
      "STOPALL",
      "stop all",
      "Unsubscribe",
      "CANCEL",
      "end",
      "QUIT",
      "opt-out",
    ],
    ...[
      "수신거부",
      "수신 거부",
      " 수신거부! ",
      "거부",
      "중지",
      "ＳＴＯＰ",
      "stop\nplease",
      "STOP texting me",
      "수신거부 해주세요",
    ],
  ])("ends it: %j", (body) => {
    expect(wishOf(body, null)).toBe("stop");
  });

  it.each(["START", "yes", "Unstop", "수신동의", "재개"])("begins it again: %j", (body) => {
    expect(wishOf(body, null)).toBe("start");
  });

  it.each(["HELP", "info", "도움말", "help?"])("asks for help: %j", (body) => {
    expect(wishOf(body, null)).toBe("help");
  });

  it.each([
    ...[
      "",
      "thanks",
      "nonstop",
      "please do not stop",
      "the end",
      "cancel my order",
      "end of day?",
      "yesterday",
    ],
    ...["거부하지 마세요", "중지하지 마세요", "😀", "__proto__", "constructor"],
  ])("is just a message: %j", (body) => {
    expect(wishOf(body, null)).toBeNull();
  });

  it("means what the provider has recognised", () => {
    expect(wishOf("아무 말", "STOP")).toBe("stop");
    expect(wishOf("STOP", "START")).toBe("start");
    expect(wishOf("?", "HELP")).toBe("help");
    expect(wishOf("STOP", "elsewhat")).toBe("stop");
  });

  it("is read in no time, however long", () => {
    const startedAt = performance.now();
    wishOf("STOP ".repeat(200_000), null);
    expect(performance.now() - startedAt).toBeLessThan(50);
  });

  it("is answered once: not by us where the provider does", () => {
    for (const body of ["STOP", " stop ", "HELP", "start"])
      expect(isAnsweredByProvider(body, null)).toBe(true);
    expect(isAnsweredByProvider("수신거부", null)).toBe(false);
    expect(isAnsweredByProvider("수신거부", "STOP")).toBe(true);
  });
});
