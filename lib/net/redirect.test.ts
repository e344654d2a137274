import { describe, expect, it } from "vitest";
import { isRedirect, nextHop, type Outgoing, readUrl } from "./redirect.ts";

const request = (part: Partial<Outgoing> = {}): Outgoing => ({
  url: new URL("https://status.example/a/b?c"),
  method: "GET",
  headers: {
    authorization: "Bearer secret",
    Cookie: "session=secret",
    "X-Api-Key": "secret",
    "user-agent": "probe",
    "Accept-Language": "ko",
  },
  body: undefined,
  ...part,
});

describe("readUrl", () => {
  it.each([
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://example.com/",
    "data:text/plain,x",
    "javascript:alert(1)",
    "http://",
    "http://[fe80::1%25eth0]/",
    "http://256.0.0.1/",
    "http://example.com:99999/",
    "http://example.com:pass@169.254.169.254/",
    "https://push.example.com:80@evil.example/",
    "http://user@example.com/",
    "example.com",
    "",
  ])("refuses %j", (text) => {
    expect(() => readUrl(text)).toThrow(expect.objectContaining({ reason: "redirect_invalid" }));
  });
  it("reads what the dialler will read: a backslash ends the host", () => {
    expect(readUrl("http://127.0.0.1\\@example.com/").hostname).toBe("127.0.0.1");
    expect(readUrl("http://example.com#@127.0.0.1/").hostname).toBe("example.com");
  });
});

describe("isRedirect", () => {
  it.each([301, 302, 303, 307, 308])("follows %i with a location", (status) => {
    expect(isRedirect(status, "/x")).toBe(true);
    expect(isRedirect(status, undefined)).toBe(false);
    expect(isRedirect(status, ["/x", "/y"])).toBe(false);
  });
  it.each([200, 201, 300, 304, 305, 306, 404])("does not follow %i", (status) => {
    expect(isRedirect(status, "/x")).toBe(false);
  });
});

describe("nextHop", () => {
  it.each([
    ["/x", "https://status.example/x"],
    ["x", "https://status.example/a/x"],
    ["?d", "https://status.example/a/b?d"],
    ["//other.example/x", "https://other.example/x"],
    ["http://other.example", "http://other.example/"],
  ])("reads the location %s against the URL before", (location, url) => {
    expect(nextHop(request(), 302, location).url.href).toBe(url);
  });

  it("keeps all headers on the same origin", () => {
    expect(nextHop(request(), 302, "/x").headers).toEqual(request().headers);
  });

  it.each([
    "https://other.example/",
    "http://status.example/",
    "https://status.example:8443/",
    "//sub.status.example",
  ])("leaves everything that may be a secret behind on the way to %s", (location) => {
    expect(nextHop(request(), 302, location).headers).toEqual({
      "user-agent": "probe",
      "Accept-Language": "ko",
    });
  });

  it.each([
    ["POST", 301, "GET"],
    ["POST", 302, "GET"],
    ["POST", 303, "GET"],
    ["PUT", 303, "GET"],
    ["PUT", 302, "PUT"],
    ["POST", 307, "POST"],
    ["POST", 308, "POST"],
    ["HEAD", 303, "HEAD"],
    ["HEAD", 301, "HEAD"],
  ])("turns %s with %i into %s", (method, status, expected) => {
    const headers = { "content-type": "text/plain", accept: "*/*" };
    const next = nextHop(request({ method, body: "data", headers }), status, "/x");
    expect(next.method).toBe(expected);
    const keepsBody = method === expected && method !== "HEAD";
    if (keepsBody) expect(next).toMatchObject({ body: "data", headers });
    if (method !== expected) expect(next).toMatchObject({ body: undefined, headers: { accept: "*/*" } });
  });
});
