import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as prometheus from "#lib/testing/fixtures/alerts/prometheus.ts";
import * as sns from "#lib/testing/fixtures/alerts/sns.ts";
import * as vendors from "#lib/testing/fixtures/alerts/vendors.ts";
import { Failure } from "../errors.ts";
import { readAlertmanager } from "./alertmanager.ts";
import { readCloudWatch } from "./cloudwatch.ts";
import { readDatadog } from "./datadog.ts";
import { readGeneric } from "./generic.ts";
import { readGrafana } from "./grafana.ts";
import { readOpsgenie } from "./opsgenie.ts";
import { readPagerDuty } from "./pagerduty.ts";
import {
  MAX_ALERT_URL_LENGTH,
  MAX_ALERTS_A_REQUEST,
  MAX_LABEL_NAME_LENGTH,
  MAX_LABEL_VALUE_LENGTH,
  MAX_LABELS,
  MAX_SEVERITY_LENGTH,
  MAX_SUMMARY_LENGTH,
  MAX_TITLE_LENGTH,
  type Reading,
} from "./reading.ts";

/** Each reader with a message that it takes. */
const READERS: Record<string, { read: (body: unknown) => Reading; sample: object }> = {
  alertmanager: { read: readAlertmanager, sample: prometheus.alertmanagerMixed },
  grafana: { read: readGrafana, sample: prometheus.grafanaFiring },
  datadog: { read: readDatadog, sample: vendors.datadogTriggered },
  pagerduty: { read: readPagerDuty, sample: vendors.pagerdutyTriggered },
  opsgenie: { read: readOpsgenie, sample: vendors.opsgenieCreate },
  cloudwatch: { read: (body) => readCloudWatch(JSON.stringify(body) ?? ""), sample: sns.alarm },
  generic: {
    read: readGeneric,
    sample: { alerts: [{ status: "firing", title: "x", labels: { a: "b" }, url: "https://a.example/" }] },
  },
};

/** Texts that break out of lines, tags, queries and parsers. */
const HOSTILE = [
  "",
  " ",
  "\u0000",
  "a\u0000b\u0007\u001b[31m",
  "\ud800 lone",
  "\u202eright to left",
  "line\r\nX-Header: injected\n\n",
  "'; drop table alerts; --",
  "<script>alert(1)</script>",
  "](javascript:alert(1))",
  "$ {process.env.SECRET_KEY} {{constructor}} #{7*7} %{jndi:ldap://x}",
  "__proto__",
  "constructor",
  "👩‍👩‍👧‍👦".repeat(200),
  "x".repeat(20_000),
  "가".repeat(20_000),
];
const HOSTILE_VALUES: unknown[] = [
  ...HOSTILE,
  null,
  true,
  0,
  -1,
  Number.MAX_SAFE_INTEGER,
  1e308,
  [],
  {},
  [[]],
  { toString: 1 },
  JSON.parse('{"__proto__": {"x": 1}}'),
];

/** Every way to put one hostile value in the place of a leaf or a branch. */
function* mutants(node: unknown, path: (string | number)[] = []): Generator<(string | number)[]> {
  yield path;
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node))
    yield* mutants(value, [...path, Array.isArray(node) ? Number(key) : key]);
}

function withAt(node: unknown, [key, ...rest]: (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((one, i) => (i === key ? withAt(one, rest, value) : one));
  const record = node as Record<string, unknown>;
  return { ...record, [key]: withAt(record[key], rest, value) };
}

/** One line, and nothing that PostgreSQL or a terminal would choke on. */
const isLine = (text: string) => text.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(text);
const isStorable = (text: string) => text.isWellFormed() && !text.includes("\0");

function check({ alerts, ignored }: Reading): void {
  expect(alerts.length).toBeLessThanOrEqual(MAX_ALERTS_A_REQUEST);
  for (const alert of alerts) {
    expect(alert.fingerprint.length).toBeGreaterThan(0);
    expect(["firing", "resolved"]).toContain(alert.status);
    expect(alert.title.length).toBeGreaterThan(0);
    expect(alert.title.length).toBeLessThanOrEqual(MAX_TITLE_LENGTH);
    expect(isLine(alert.title)).toBe(true);
    expect(alert.summary.length).toBeLessThanOrEqual(MAX_SUMMARY_LENGTH);
    expect(isStorable(alert.summary)).toBe(true);
    if (alert.severity !== null) expect(alert.severity.length).toBeLessThanOrEqual(MAX_SEVERITY_LENGTH);
    expect(Object.keys(alert.labels).length).toBeLessThanOrEqual(MAX_LABELS + 10);
    for (const [name, value] of Object.entries(alert.labels)) {
      expect(isLine(name) && isLine(value)).toBe(true);
      expect(name.length).toBeLessThanOrEqual(MAX_LABEL_NAME_LENGTH);
      expect(value.length).toBeLessThanOrEqual(MAX_LABEL_VALUE_LENGTH);
    }
    for (const at of [alert.startedAt, alert.endedAt, alert.eventAt])
      if (at !== null) expect(Number.isSafeInteger(at)).toBe(true);
    if (alert.url !== null) {
      expect(alert.url).toMatch(/^https?:\/\//);
      expect(alert.url.length).toBeLessThanOrEqual(MAX_ALERT_URL_LENGTH * 9);
    }
  }
  for (const { path, message } of ignored) expect([path, isLine(message)]).toEqual([path, true]);
}

/** What a reader makes of a body: a reading within the limits, or a refusal with paths; never another error. */
function survive(read: (body: unknown) => Reading, body: unknown): "read" | "refused" {
  try {
    check(read(body));
    return "read";
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.kind).toBe("invalid");
    expect(error.faults.length).toBeGreaterThan(0);
    return "refused";
  }
}

describe.each(Object.entries(READERS))("the reader of %s", (_, { read, sample }) => {
  it("takes its own sample", () => {
    expect(survive(read, sample)).toBe("read");
    expect(read(sample).alerts.length).toBeGreaterThan(0);
  });

  it("reads or refuses whatever stands in any one place of a message", () => {
    let count = 0;
    for (const path of mutants(sample))
      for (const value of HOSTILE_VALUES) {
        survive(read, withAt(sample, path, value));
        count += 1;
      }
    expect(count).toBeGreaterThan(100);
  });

  it("reads or refuses any JSON at all", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        survive(read, body);
      }),
      { numRuns: 300 },
    );
  });

  it("lets unknown keys pass", () => {
    const known = read(sample);
    expect(read({ ...sample, someThingNew: { deep: [1, 2, 3] } })).toEqual(known);
  });
});
