import { describe, expect, it } from "vitest";
import { isReason, REASON_TEXT, REASONS } from "#lib/domain/reason.ts";
import { NETWORK_REASONS } from "#lib/domain/status/impaired.ts";
import { NetFault, toFault } from "./fault.ts";

const withCode = (code: string, message = "") => Object.assign(new Error(message), { code });

describe("toFault", () => {
  it.each([
    ["ECONNREFUSED", "refused"],
    ["ECONNRESET", "reset"],
    ["EPIPE", "reset"],
    ["UND_ERR_SOCKET", "reset"],
    ["ETIMEDOUT", "connect_timeout"],
    ["ENETUNREACH", "unreachable"],
    ["EHOSTUNREACH", "unreachable"],
    ["EMFILE", "unreachable"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls_invalid"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls_invalid"],
    ["EPROTO", "tls_invalid"],
    ["UND_ERR_HEADERS_OVERFLOW", "headers_too_large"],
  ])("names %s as %s", (code, reason) => {
    expect(toFault(withCode(code))).toMatchObject({ reason });
  });

  it("leaves a NetFault as it is, and a defect of ours too", () => {
    const fault = new NetFault("slow", "x");
    expect(toFault(fault)).toBe(fault);
    for (const defect of [
      new TypeError("x is not a function"),
      withCode("ERR_INVALID_ARG_TYPE"),
      "text",
      null,
    ])
      expect(toFault(defect)).toBe(defect);
  });
});

describe("the closed list of reasons", () => {
  it("has a sentence in each language for every reason", () => {
    for (const reason of REASONS) {
      expect(REASON_TEXT[reason].ko).toMatch(/[가-힣].*다\.$/);
      expect(REASON_TEXT[reason].en).toMatch(/^[A-Z].*\.$/);
    }
    expect(Object.keys(REASON_TEXT)).toEqual([...REASONS]);
  });
  it("holds the network reasons by which an impaired prober is known", () => {
    expect(NETWORK_REASONS.every(isReason)).toBe(true);
    expect(isReason("made_up")).toBe(false);
  });
});
