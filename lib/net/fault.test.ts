import { describe, expect, it } from "vitest";
import { NetFault, toFault } from "./fault.ts";

const withCode = (code: string, message = "") => Object.assign(new Error(message), { code });

describe("toFault", () => {
  it.each([
    ["ECONNREFUSED", "refused"],
    ["ECONNRESET", "reset"],
    ["EPIPE", "reset"],
    ["HPE_INVALID_CONSTANT", "protocol_error"],
    ["ETIMEDOUT", "connect_timeout"],
    ["ENETUNREACH", "unreachable"],
    ["EHOSTUNREACH", "unreachable"],
    ["EMFILE", "unreachable"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls_invalid"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls_invalid"],
    ["EPROTO", "tls_invalid"],
    ["HPE_HEADER_OVERFLOW", "headers_too_large"],
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
