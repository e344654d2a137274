import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import { readSmsCall } from "./read-call.ts";

const ACCOUNT = `AC${"0".repeat(32)}`;
const account = { accountSid: ACCOUNT, authToken: "12345", publicUrl: "https://mycompany.com" };
const FIELDS = { AccountSid: ACCOUNT, MessageSid: "SM1", MessageStatus: "delivered", To: "+821012345678" };
const PATH = "/callbacks/twilio/status?delivery=7";
const bodyOf = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const sign = (fields: object, { authToken, publicUrl, path }: Record<string, string>) =>
  getExpectedTwilioSignature(authToken!, `${publicUrl}${path}`, fields);
const signed = sign(FIELDS, { ...account, path: PATH });
const read = (more: object = {}, by: object = {}) =>
  readSmsCall({ body: bodyOf(FIELDS), path: PATH, signature: signed, ...more }, { ...account, ...by });

describe("a call of the provider", () => {
  it("is read when it is signed for this address", () => {
    expect(Object.fromEntries(read())).toEqual(FIELDS);
  });

  it("is signed as the published vector is", () => {
    const fields = {
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
      To: "+18005551212",
    };
    const call = {
      body: bodyOf(fields),
      path: "/myapp.php?foo=1&bar=2",
      signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    };
    // It is of no account, which is found out only after the signature.
    const message = (given: object) => {
      try {
        return Object.fromEntries(
          readSmsCall({ ...call, ...given }, { ...account, accountSid: null as never }),
        );
      } catch (error) {
        return (error as Failure).kind;
      }
    };
    expect(message({})).toEqual(fields);
    expect(message({ body: call.body.replace("1234&", "1235&") })).toBe("forbidden");
  });

  it("may name the port of its address, and signs repeated fields once", () => {
    const path = "/callbacks/twilio/inbound";
    const fields = { ...FIELDS, MediaUrl: ["b", "a", "a"] };
    const signature = getExpectedTwilioSignature("12345", `https://mycompany.com:443${path}`, fields);
    const body = `${bodyOf(FIELDS)}&MediaUrl=b&MediaUrl=a&MediaUrl=a`;
    expect(read({ body, path, signature }).get("MessageSid")).toBe("SM1");
  });

  it.each<[string, object]>([
    ["no signature", { signature: null }],
    ["an empty one", { signature: "" }],
    ["a short one", { signature: signed.slice(0, -2) }],
    ["a long one", { signature: `${signed}A` }],
    [
      "another one",
      { signature: `A${signed.slice(1)}` === signed ? `B${signed.slice(1)}` : `A${signed.slice(1)}` },
    ],
    ["one that is no base64", { signature: "é".repeat(28) }],
    ["changed fields", { body: bodyOf({ ...FIELDS, MessageStatus: "failed" }) }],
    ["a field more", { body: `${bodyOf(FIELDS)}&ErrorCode=30005` }],
    ["a field less", { body: bodyOf({ AccountSid: ACCOUNT, MessageSid: "SM1" }) }],
    ["another address", { path: "/callbacks/twilio/status?delivery=8" }],
    ["another path", { path: "/callbacks/twilio/inbound" }],
    ["an address that is none", { path: "\u0000:" }],
    ["no body", { body: "" }],
    ["too many fields", { body: Array.from({ length: 500 }, (_, at) => `a${at}=1`).join("&") }],
    ["fields with the names of an object's own", { body: "__proto__=1&constructor=2&toString=3" }],
  ])("is refused with %s, always in the same words", (_what, more) => {
    expect(() => read(more)).toThrow(
      new Failure("forbidden", "This call is not signed by the provider of SMS"),
    );
  });

  it("is refused when it was signed with another token, for another host, or for another account", () => {
    for (const by of [
      { authToken: "54321" },
      { publicUrl: "https://other.example" },
      { publicUrl: "http://mycompany.com" },
    ])
      expect(() => read({}, by)).toThrow(Failure);
    expect(() => read({}, { accountSid: `AC${"1".repeat(32)}` })).toThrow(Failure);
  });
});
