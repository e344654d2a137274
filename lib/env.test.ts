import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BadEnvironment, channelSetups, loadEnvFile, readEnv } from "./env.ts";

function faultsOf(source: Record<string, string>): string[] {
  try {
    readEnv(source as NodeJS.ProcessEnv);
    return [];
  } catch (error) {
    if (error instanceof BadEnvironment) return error.faults;
    throw error;
  }
}
const read = (source: Record<string, string>) => readEnv(source as NodeJS.ProcessEnv);

describe("readEnv", () => {
  it("needs nothing: every name has a default", () => {
    expect(read({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      PUBLIC_URL: "http://localhost:3000",
      DATA_DIR: ".data",
      EGRESS_ALLOW: [],
      TRUSTED_PROXY_HOPS: 0,
      LOG_LEVEL: "info",
    });
  });

  it("tells every fault at once, each in one sentence that names the variable and what it must be", () => {
    expect(
      faultsOf({
        PORT: "http",
        PUBLIC_URL: "status.example.com",
        DATABASE_URL: "mysql://u:hunter2@db/x",
        EGRESS_ALLOW: "10.0.0.1",
        TRUSTED_PROXY_HOPS: "-1",
        LOG_LEVEL: "loud",
      }),
    ).toEqual([
      'PORT must be a whole number from 1 to 65535 (it is "http").',
      'PUBLIC_URL must be an http:// or https:// URL, such as https://status.example.com (it is "status.example.com").',
      "DATABASE_URL must be a postgresql:// URL, such as postgresql://user:password@host:5432/database.",
      'EGRESS_ALLOW must be a comma-separated list of host:port (it is "10.0.0.1").',
      'TRUSTED_PROXY_HOPS must be a whole number from 0 to 10 (it is "-1").',
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent (it is "loud").',
    ]);
  });

  it("never repeats a secret in a fault", () => {
    const faults = faultsOf({
      SECRET_KEY: "short-secret",
      API_TOKEN: "short-token",
      METRICS_TOKEN: "short-metrics",
      DATABASE_URL: "x://hunter2",
    });
    expect(faults).toHaveLength(4);
    expect(faults.join(" ")).not.toMatch(/short-|hunter2/);
  });

  it.each([
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "3000abc"],
    ["PORT", "1e3"],
    ["PUBLIC_URL", "https://status.example.com/page"],
    ["PUBLIC_URL", "https://user:pass@status.example.com"],
    ["PUBLIC_URL", "ftp://status.example.com"],
    ["PLATFORM_URL", "https://user@platform.example.com"],
    ["PLATFORM_URL", "https://platform.example.com/?a=1"],
    ["EGRESS_ALLOW", "10.0.0.1:99999"],
    ["EGRESS_ALLOW", "10.0.0.0/8:80"],
    ["DNS_SERVERS", "resolver.example.com"],
    ["HOST", "a b"],
    ["SECRET_KEY", "x".repeat(31)],
  ])("refuses %s=%s", (name, value) => {
    expect(faultsOf({ [name]: value })).toHaveLength(1);
  });

  it("reads lists, addresses and numbers into what they mean", () => {
    const env = read({
      PORT: "8080",
      PUBLIC_URL: "https://status.example.com/",
      PLATFORM_URL: "https://platform.example.com/base",
      EGRESS_ALLOW: " 10.0.0.1:80 , [::1]:8080,internal.example.com:443,",
      DNS_SERVERS: "1.1.1.1,9.9.9.9:53,::1,[::1]:53",
    });
    expect(env.PORT).toBe(8080);
    expect(env.PUBLIC_URL).toBe("https://status.example.com");
    expect(env.EGRESS_ALLOW).toEqual(["10.0.0.1:80", "[::1]:8080", "internal.example.com:443"]);
    expect(env.DNS_SERVERS).toEqual(["1.1.1.1", "9.9.9.9:53", "::1", "[::1]:53"]);
  });

  it("takes an empty value for unset", () => {
    expect(read({ PORT: "", PUBLIC_URL: "  ", SECRET_KEY: "" })).toMatchObject({ PORT: 3000 });
  });
});

describe("channelSetups", () => {
  it("tells of each channel whether it can send, and what is to be set", () => {
    expect(channelSetups(read({}))).toEqual({
      email: { isConfigured: false, missing: ["SMTP_URL", "MAIL_FROM"] },
      sms: { isConfigured: false, missing: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"] },
      slack: { isConfigured: true, missing: [] },
      teams: { isConfigured: true, missing: [] },
      webhook: { isConfigured: true, missing: [] },
    });
    const mail = { SMTP_URL: "smtp://relay:25", MAIL_FROM: "status@example.com" };
    expect(channelSetups(read(mail)).email).toEqual({ isConfigured: true, missing: [] });
    expect(channelSetups(read({ SLACK_WEBHOOK_HOSTS: "," })).slack.missing).toEqual(["SLACK_WEBHOOK_HOSTS"]);
  });
});

describe("loadEnvFile", () => {
  it("lets what is set already win, and does without the file", () => {
    const dir = mkdtempSync(join(tmpdir(), "env-"));
    try {
      loadEnvFile(join(dir, "missing"));
      writeFileSync(join(dir, ".env"), "PATH=overwritten\nT_DEVELOPER_TEST=from file\n");
      loadEnvFile(join(dir, ".env"));
      expect(process.env.T_DEVELOPER_TEST).toBe("from file");
      expect(process.env.PATH).not.toBe("overwritten");
    } finally {
      delete process.env.T_DEVELOPER_TEST;
      rmSync(dir, { recursive: true });
    }
  });
});

describe("DKIM_PRIVATE_KEY", () => {
  const read = (key: string) =>
    faultsOf({ DKIM_DOMAIN: "example.com", DKIM_SELECTOR: "status", DKIM_PRIVATE_KEY: key });

  it("is a key that can sign, with its new lines written out", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    expect(read(pem.replaceAll("\n", "\\n"))).toEqual([]);
  });

  it("stops the start otherwise, and is never repeated", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const other = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    for (const key of [other, "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "hunter2"])
      expect(read(key)).toEqual([
        "DKIM_PRIVATE_KEY must be an RSA private key in PEM, with \\n for new lines.",
      ]);
  });
});

describe("what is set together", () => {
  it("is told when a part is missing, and takes whole ones", () => {
    expect(faultsOf({ ADMIN_EMAIL: "owner@example.com" })).toEqual([
      "ADMIN_EMAIL, ADMIN_PASSWORD are set together: ADMIN_PASSWORD is missing.",
    ]);
    expect(faultsOf({ OIDC_ISSUER: "https://id.example.com", OIDC_CLIENT_ID: "status" })).toEqual([
      "OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET are set together: OIDC_CLIENT_SECRET is missing.",
    ]);
    const admin = { ADMIN_EMAIL: "Owner@Example.com", ADMIN_PASSWORD: "a long password" };
    expect(read(admin)).toMatchObject({ ADMIN_EMAIL: "owner@example.com" });
  });

  it("never repeats a password that is too short", () => {
    const faults = faultsOf({ ADMIN_EMAIL: "owner@example.com", ADMIN_PASSWORD: "hunter2" });
    expect(faults).toEqual(["ADMIN_PASSWORD must have at least 12 characters."]);
    expect(faultsOf({ ADMIN_EMAIL: "owner", ADMIN_PASSWORD: "a long password" })[0]).toContain("ADMIN_EMAIL");
  });
});
