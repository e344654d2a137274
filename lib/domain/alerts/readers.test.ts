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
  MAX_ALERTS_A_REQUEST,
  MAX_LABELS,
  MAX_SUMMARY_LENGTH,
  MAX_TITLE_LENGTH,
  readInstant,
  readLink,
  readUnixTime,
} from "./reading.ts";

/** The paths of the faults that a reader throws. */
function faultsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof Failure) return error.faults.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe("Alertmanager", () => {
  it("reads a firing alert with its labels, times and link", () => {
    expect(readAlertmanager(prometheus.alertmanagerFiring)).toEqual({
      ignored: [],
      alerts: [
        {
          fingerprint: "1a30ba71cca2921f",
          status: "firing",
          title: "Checkout answers with errors",
          summary:
            "6.4 % of requests failed over the last 5 minutes.\nRunbook: https://runbooks.example.com/errors",
          severity: "critical",
          labels: {
            alertname: "HighErrorRate",
            cluster: "seoul-1",
            job: "checkout",
            service: "api",
            severity: "critical",
          },
          startedAt: Date.UTC(2026, 10, 23, 1, 0, 12, 739),
          endedAt: null,
          eventAt: null,
          url: "http://prometheus.example.com:9090/graph?g0.expr=job%3Aerrors%3Arate5m&g0.tab=1",
        },
      ],
    });
  });

  it("reads when it was over", () => {
    const [alert] = readAlertmanager(prometheus.alertmanagerResolved).alerts;
    expect(alert).toMatchObject({ status: "resolved", endedAt: Date.UTC(2026, 10, 23, 1, 9, 42, 500) });
  });

  it("reads each alert of a group by itself, and tells what the sender left out", () => {
    const { alerts, ignored } = readAlertmanager(prometheus.alertmanagerMixed);
    expect(alerts.map(({ status, title }) => [status, title])).toEqual([
      ["resolved", "Checkout answers with errors"],
      ["firing", "HighErrorRate"],
    ]);
    expect(ignored).toEqual([
      { path: "truncatedAlerts", message: expect.stringContaining("3 alerts were left out") },
    ]);
  });

  it("names an alert without a fingerprint by its labels, in whatever order they come", () => {
    const [one] = readAlertmanager(prometheus.alertmanagerOld).alerts;
    const { alerts } = prometheus.alertmanagerOld;
    const reversed = Object.fromEntries(Object.entries(alerts[0]!.labels).reverse());
    const [other] = readAlertmanager({ alerts: [{ ...alerts[0], labels: reversed }] }).alerts;
    expect(one!.fingerprint).toBe(other!.fingerprint);
    expect(one!.fingerprint).toContain("HighErrorRate");
  });

  it("refuses what it cannot read, with the path of each fault", () => {
    expect(faultsOf(() => readAlertmanager({}))).toEqual(["alerts"]);
    expect(faultsOf(() => readAlertmanager({ alerts: [] }))).toEqual(["alerts"]);
    expect(faultsOf(() => readAlertmanager(null))).toEqual([""]);
    const [alert] = prometheus.alertmanagerFiring.alerts;
    const bad = { alerts: [alert, { ...alert, status: "odd" }, { ...alert, labels: [] }] };
    expect(faultsOf(() => readAlertmanager(bad))).toEqual(["alerts.1.status", "alerts.2.labels"]);
  });

  it("takes as many alerts and labels as its limits say, and no more", () => {
    const [alert] = prometheus.alertmanagerFiring.alerts;
    const many = (count: number) => ({ alerts: Array.from({ length: count }, () => alert) });
    expect(readAlertmanager(many(MAX_ALERTS_A_REQUEST)).alerts).toHaveLength(MAX_ALERTS_A_REQUEST);
    expect(faultsOf(() => readAlertmanager(many(MAX_ALERTS_A_REQUEST + 1)))).toEqual(["alerts"]);
    const labels = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`label${i}`, "x"]));
    const labelled = (count: number) => ({ alerts: [{ ...alert, labels: labels(count) }] });
    expect(Object.keys(readAlertmanager(labelled(MAX_LABELS)).alerts[0]!.labels)).toHaveLength(MAX_LABELS);
    expect(faultsOf(() => readAlertmanager(labelled(MAX_LABELS + 1)))).toEqual(["alerts.0.labels"]);
  });

  it("cuts texts that are too long, so that they cannot lose the alert", () => {
    const [alert] = prometheus.alertmanagerFiring.alerts;
    const annotations = { summary: "가".repeat(10_000), description: "x\u0000y\r\n".repeat(5_000) };
    const [read] = readAlertmanager({ alerts: [{ ...alert, annotations }] }).alerts;
    expect(read!.title).toHaveLength(MAX_TITLE_LENGTH);
    expect(read!.title).toMatch(/가…$/);
    expect(read!.summary).toHaveLength(MAX_SUMMARY_LENGTH);
    expect(read!.summary).not.toContain("\u0000");
  });
});

describe("Grafana", () => {
  it("reads its alerts, with the link to the panel before the others", () => {
    const { alerts } = readGrafana(prometheus.grafanaFiring);
    expect(alerts.map(({ fingerprint, title, url }) => ({ fingerprint, title, url }))).toEqual([
      {
        fingerprint: "c6eadffa33fcdf37",
        title: "Console servers run out of memory",
        url: "https://grafana.example.com/alerting/1afz29v7z/edit",
      },
      {
        fingerprint: "bc97ff14869b13e3",
        title: "DatasourceNoData",
        url: "https://grafana.example.com/d/abc123?viewPanel=4",
      },
    ]);
  });
  it("reads what is over, and what its test button sends", () => {
    expect(readGrafana(prometheus.grafanaResolved).alerts[0]).toMatchObject({
      status: "resolved",
      endedAt: Date.UTC(2026, 10, 23, 1, 20),
    });
    expect(readGrafana(prometheus.grafanaTest).alerts[0]).toMatchObject({
      title: "Notification test",
      url: null,
    });
  });
  it("says that legacy alerting is not read", () => {
    expect(() => readGrafana(prometheus.grafanaLegacy)).toThrow();
    expect(faultsOf(() => readGrafana(prometheus.grafanaLegacy))).toEqual(["alerts"]);
  });
});

describe("Datadog", () => {
  it("reads the guide's payload: tags are labels, one that comes twice keeps both values", () => {
    const [alert] = readDatadog(vendors.datadogTriggered).alerts;
    expect(alert).toEqual({
      fingerprint: "1234567:9bd4ac313a4d1e8fae2482df7b77628",
      status: "firing",
      title: "[Triggered on {host:api-1}] Error rate of the API",
      summary: expect.stringContaining("More than 5 % of requests fail."),
      severity: "P1",
      labels: {
        env: "prod",
        service: "api",
        team: "platform,core",
        monitor: "true",
        scope: "host:api-1,env:prod",
        hostname: "api-1",
      },
      startedAt: 1_795_395_600_000,
      endedAt: null,
      eventAt: 1_795_395_605_000,
      url: "https://app.datadoghq.com/event/event?id=4567890123456789012",
    });
  });
  it("reads recovery, warnings and missing data", () => {
    expect(readDatadog(vendors.datadogRecovered).alerts[0]).toMatchObject({
      status: "resolved",
      endedAt: 1_795_396_200_000,
    });
    expect(readDatadog(vendors.datadogWarn).alerts[0]).toMatchObject({
      fingerprint: "1234567",
      status: "firing",
      severity: "warning",
    });
    expect(readDatadog(vendors.datadogNoData).alerts[0]).toMatchObject({ severity: "no_data" });
  });
  it("ignores events that are no alert, and says so; refuses what the guide does not give", () => {
    const { alerts, ignored } = readDatadog(vendors.datadogEvent);
    expect([alerts, ignored.map(({ path }) => path)]).toEqual([[], ["transition"]]);
    const { transition: _, ...bare } = vendors.datadogTriggered;
    expect(faultsOf(() => readDatadog(bare))).toEqual(["transition"]);
    expect(faultsOf(() => readDatadog({ ...bare, transition: "Exploded" }))).toEqual(["transition"]);
    const tags = Array.from({ length: MAX_LABELS + 1 }, (_, i) => `tag${i}:x`).join(",");
    expect(faultsOf(() => readDatadog({ ...vendors.datadogTriggered, tags }))).toEqual(["tags"]);
  });
});

describe("PagerDuty", () => {
  it("reads an incident that was triggered", () => {
    expect(readPagerDuty(vendors.pagerdutyTriggered).alerts).toEqual([
      {
        fingerprint: "PGR0VU2",
        status: "firing",
        title: "Agent runs time out",
        summary: "Agent execution",
        severity: "P1",
        labels: {
          service: "Agent execution",
          service_id: "PF9KMXH",
          urgency: "high",
          priority: "P1",
          team: "Platform",
        },
        startedAt: Date.UTC(2026, 10, 23, 1, 10),
        endedAt: null,
        eventAt: Date.UTC(2026, 10, 23, 1, 10, 0, 215),
        url: "https://acme.pagerduty.com/incidents/PGR0VU2",
      },
    ]);
  });
  it("takes the state of the incident from whatever event brings it", () => {
    expect(readPagerDuty(vendors.pagerdutyAcknowledged).alerts[0]).toMatchObject({ status: "firing" });
    expect(readPagerDuty(vendors.pagerdutyResolved).alerts[0]).toMatchObject({
      status: "resolved",
      endedAt: Date.UTC(2026, 10, 23, 1, 20),
    });
    expect(readPagerDuty(vendors.pagerdutyBare).alerts[0]).toMatchObject({
      severity: "high",
      labels: { urgency: "high" },
    });
  });
  it("ignores notes and pings, and says so", () => {
    for (const message of [vendors.pagerdutyNote, vendors.pagerdutyPing]) {
      const { alerts, ignored } = readPagerDuty(message);
      expect(alerts).toEqual([]);
      expect(ignored[0]!.message).toContain(message.event.event_type);
    }
  });
  it("refuses an incident without what names it", () => {
    expect(faultsOf(() => readPagerDuty({ messages: [] }))).toEqual(["event"]);
    const { event } = vendors.pagerdutyTriggered;
    const bad = { event: { ...event, data: { ...event.data, id: 7, status: "odd" } } };
    expect(faultsOf(() => readPagerDuty(bad))).toEqual(["event.data.id", "event.data.status"]);
  });
});

describe("Opsgenie", () => {
  it("reads an alert that was created; tags and details are labels", () => {
    expect(readOpsgenie(vendors.opsgenieCreate).alerts[0]).toMatchObject({
      fingerprint: "052652ac-5d1c-464a-812a-7dd18bbfba8c",
      status: "firing",
      title: "Console sessions cannot be opened",
      severity: "P2",
      labels: {
        env: "prod",
        service: "console",
        urgent: "true",
        region: "ap-northeast-2",
        attempts: "20",
        alias: "console-sessions",
        entity: "console",
        priority: "P2",
        integration: "status page",
      },
      startedAt: 1_795_395_600_104,
      eventAt: 1_795_395_604_766,
    });
  });
  it("ends it when it is closed or deleted", () => {
    for (const message of [vendors.opsgenieClose, vendors.opsgenieDelete])
      expect(readOpsgenie(message).alerts[0]).toMatchObject({
        status: "resolved",
        endedAt: 1_795_396_200_000,
      });
  });
  it("ignores what neither begins nor ends it: a note on a closed alert does not fire it again", () => {
    for (const message of [vendors.opsgenieAcknowledge, vendors.opsgenieNote])
      expect(readOpsgenie(message)).toEqual({
        alerts: [],
        ignored: [{ path: "action", message: expect.stringContaining(message.action) }],
      });
    expect(faultsOf(() => readOpsgenie({ action: "Create" }))).toEqual(["alert"]);
  });
});

describe("CloudWatch", () => {
  it("reads an alarm: its dimensions are labels, the region is that of its name", () => {
    expect(readCloudWatch(JSON.stringify(sns.alarm)).alerts).toEqual([
      {
        fingerprint: "arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:api-5xx",
        status: "firing",
        title: "api-5xx",
        summary: expect.stringMatching(/^The API answers with 5xx\n\nThreshold Crossed/),
        severity: null,
        labels: {
          LoadBalancer: "app/api/50dc6c495c0c9188",
          alarm: "api-5xx",
          account: "123456789012",
          region: "ap-northeast-2",
          namespace: "AWS/ApplicationELB",
          metric: "HTTPCode_Target_5XX_Count",
        },
        startedAt: Date.UTC(2026, 10, 23, 1, 3, 15, 112),
        endedAt: null,
        eventAt: Date.UTC(2026, 10, 23, 1, 3, 15, 112),
        url: "https://console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2#alarmsV2:alarm/api-5xx",
      },
    ]);
  });
  it("reads OK and composite alarms", () => {
    expect(readCloudWatch(JSON.stringify(sns.alarmOver)).alerts[0]).toMatchObject({
      status: "resolved",
      startedAt: null,
      endedAt: Date.UTC(2026, 10, 23, 1, 13, 15, 112),
    });
    expect(readCloudWatch(JSON.stringify(sns.compositeAlarm)).alerts[0]).toMatchObject({
      status: "firing",
      title: "api-any",
      labels: { alarm: "api-any", account: "123456789012", region: "ap-northeast-2" },
    });
  });
  it("ignores missing data and texts of other senders, and says so", () => {
    for (const text of [JSON.stringify(sns.alarmWithoutData), "hello", '"text"', "{}", "null"]) {
      const { alerts, ignored } = readCloudWatch(text);
      expect([alerts, ignored.length]).toEqual([[], 1]);
    }
    const odd = JSON.stringify({ ...sns.alarm, NewStateValue: "BROKEN" });
    expect(faultsOf(() => readCloudWatch(odd))).toEqual(["Message.NewStateValue"]);
  });
});

describe("our own form", () => {
  const one = {
    fingerprint: "disk-7",
    status: "firing",
    title: "Disk 7 is full",
    summary: "97 %",
    severity: "warning",
    labels: { disk: 7, isRaid: true, note: null },
    started_at: "2026-11-23T01:00:00Z",
    url: "https://disks.example.com/7",
  };
  it("reads one alert, or a list of them", () => {
    const expected = {
      fingerprint: "disk-7",
      labels: { disk: "7", isRaid: "true" },
      startedAt: Date.UTC(2026, 10, 23, 1),
      endedAt: null,
    };
    expect(readGeneric(one).alerts).toMatchObject([expected]);
    const over = { status: "resolved", title: "Queue" };
    expect(readGeneric({ alerts: [one, over] }).alerts).toMatchObject([
      expected,
      { fingerprint: "Queue", status: "resolved", labels: {} },
    ]);
  });
  it("refuses faults with their paths: here the sender is a person's own script", () => {
    const bad = { ...one, started_at: "yesterday", url: "javascript:alert(1)", title: "" };
    expect(faultsOf(() => readGeneric(bad)).sort()).toEqual(["started_at", "title", "url"]);
    expect(faultsOf(() => readGeneric({ alerts: [one, {}] }))).toEqual(["alerts.1.status", "alerts.1.title"]);
    for (const body of [null, [], "text", 7]) expect(faultsOf(() => readGeneric(body))).not.toEqual([]);
  });
});

describe("what all of them share", () => {
  it("takes links of http(s) only", () => {
    expect(readLink("https://example.com/a b")).toBe("https://example.com/a%20b");
    for (const bad of ["javascript:alert(1)", "//example.com", "", null, 7, `https://${"x".repeat(3_000)}`])
      expect(readLink(bad)).toBeNull();
  });
  it.each([
    ["1795395600", 1_795_395_600_000],
    [1_795_395_600_104, 1_795_395_600_104],
    [1_795_395_600_104_000, 1_795_395_600_104],
    [1_795_395_600_104_000_000, 1_795_395_600_104],
    ["", null],
    ["never", null],
    [-5, null],
    [null, null],
    [Number.NaN, null],
  ])("reads the Unix time %j", (value, at) => {
    expect(readUnixTime(value)).toBe(at);
  });
  it("reads no time from Go's zero time", () => {
    expect(readInstant("0001-01-01T00:00:00Z")).toBeNull();
    expect(readInstant("2026-11-23T01:00:00Z")).toBe(Date.UTC(2026, 10, 23, 1));
    expect(readInstant(7)).toBeNull();
  });
  it("keeps labels named like parts of an object as labels", () => {
    const labels = JSON.parse('{"__proto__":"x","constructor":"y"}');
    const [alert] = readGeneric({ status: "firing", title: "a", labels }).alerts;
    expect(Object.hasOwn(alert!.labels, "constructor")).toBe(true);
    expect(Object.getPrototypeOf(alert!.labels)).toBe(Object.prototype);
  });
});
