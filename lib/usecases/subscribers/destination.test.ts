import { describe, expect, it } from "vitest";
import { destinationFault } from "#lib/domain/subscribers/destination.ts";
import { checkDestination } from "#lib/net/destination.ts";
import { createEgress } from "#lib/net/egress.ts";
import { requireSubscriberDestination } from "./destination.ts";

const RULES = { slackHosts: ["hooks.slack.com"], teamsHosts: ["127.0.0.1"], countries: ["KR"] };
const egress = createEgress({ allow: ["127.0.0.1:4000"], dnsServers: [] });
const check = (destination: string) => checkDestination(destination, egress);
const stored = (channel: "email" | "sms" | "slack" | "teams" | "webhook", text: string) =>
  requireSubscriberDestination({ channel, text, path: "endpoint" }, RULES, check);

describe("the destination of a subscription", () => {
  it("is given back in its stored form", async () => {
    expect(await stored("email", "Name@Example.com ")).toBe("name@example.com");
    expect(await stored("sms", "010-1234-5678")).toBe("+821012345678");
    expect(await stored("webhook", "http://93.184.216.34/Hook")).toBe("http://93.184.216.34/Hook");
  });

  it.each([
    "not a url",
    "ftp://93.184.216.34/",
    "http://user:pass@93.184.216.34/",
    "http://127.0.0.1/",
    "http://[::ffff:169.254.169.254]/latest/meta-data/",
    "http://2130706433/",
    "http://10.0.0.1:8080/",
    "http://[fd00::1]/",
  ])("is refused with the same words, malformed or private: %s", async (text) => {
    const faults = [{ path: "endpoint", message: destinationFault("webhook", RULES) }];
    await expect(stored("webhook", text)).rejects.toMatchObject({ kind: "invalid", faults });
  });

  it("may be private where the operator allows exactly that host and port", async () => {
    expect(await stored("webhook", "http://127.0.0.1:4000/hook")).toBe("http://127.0.0.1:4000/hook");
    await expect(stored("webhook", "http://127.0.0.1:4001/hook")).rejects.toMatchObject({ kind: "invalid" });
  });

  it("is checked behind allowed hosts too", async () => {
    const faults = [{ path: "endpoint", message: destinationFault("teams", RULES) }];
    await expect(stored("teams", "https://127.0.0.1/x")).rejects.toMatchObject({ kind: "invalid", faults });
  });

  it("lets a defect be a defect", async () => {
    const broken = () => Promise.reject(new Error("broken"));
    const given = { channel: "webhook", text: "https://example.com/", path: "endpoint" } as const;
    await expect(requireSubscriberDestination(given, RULES, broken)).rejects.toThrow("broken");
  });
});
