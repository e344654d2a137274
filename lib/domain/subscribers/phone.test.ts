import { describe, expect, it } from "vitest";
import { obfuscatedEndpoint, phoneText } from "./phone.ts";

describe("what is shown of a destination", () => {
  it.each([
    ["+821012345678", { country: "KR", display: "+82 10 1234 5678" }],
    ["+14155552671", { country: "US", display: "+1 415 555 2671" }],
    ["nothing", { country: null, display: "nothing" }],
  ])("of the phone %s", (destination, text) => {
    expect(phoneText(destination)).toEqual(text);
  });

  it("of a chat is its host and its end alone: the address is a key", () => {
    expect(obfuscatedEndpoint("https://hooks.slack.com/services/T0/B0/secretAb12")).toBe(
      "hooks.slack.com/…Ab12",
    );
  });
});
