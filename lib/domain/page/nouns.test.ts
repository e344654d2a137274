import { describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import { holds, PERMISSIONS } from "#lib/domain/people/permission.ts";
import { newToken } from "#lib/domain/people/token.ts";
import { MONITOR_KINDS } from "#lib/domain/status/monitor.ts";
import { componentPatch, newComponent } from "./component.ts";
import { componentGroupPatch, newComponentGroup } from "./component-group.ts";
import { statusOf } from "./component-status.ts";
import {
  changedMonitor,
  destinationOf,
  flatMonitor,
  type Monitor,
  monitorFaults,
  monitorPatch,
  newMonitor,
  splitMonitor,
} from "./monitor.ts";
import { pagePatch } from "./page.ts";

const component_id = "8kbf7d35c070";
const monitorOf = (input: object): Monitor => ({
  ...splitMonitor(newMonitor.parse({ component_id, ...input })),
  id: "m4n5b6v7c8x9",
  pageId: "p0qjfl24znv5",
  catalogueKey: null,
  lastPingAt: null,
  tlsExpiresAt: null,
  archivedAt: null,
  createdAt: 0,
  updatedAt: 0,
});
const http = { kind: "http", url: "https://a.example/" };
const faultsOf = (act: () => unknown) => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Failure ? error.faults : error;
  }
};

describe("patches", () => {
  it("say nothing about what is not named", () => {
    expect(componentPatch.parse({})).toEqual({});
    expect(componentGroupPatch.parse({})).toEqual({});
    expect(pagePatch.parse({})).toEqual({});
    expect(monitorPatch.parse({})).toEqual({});
  });

  it("drop fields that nobody knows, such as those of other clients", () => {
    expect(newComponent.parse({ name: "a", automation_email: "x" })).toEqual({ name: "a" });
    expect(newComponentGroup.parse({ name: "a", id: "x" })).toEqual({ name: "a" });
  });
});

describe("what PostgreSQL cannot hold", () => {
  const dirty = "a\u0000b\ud800";
  it("is refused in addresses", () => {
    for (const path of ["\u0000", "\ud800", "\u0085"]) {
      const url = `https://a.example/${path}`;
      expect(newMonitor.safeParse({ component_id, kind: "http", url }).success).toBe(false);
      expect(pagePatch.safeParse({ links: { help: url } }).success).toBe(false);
    }
  });

  it("is taken out of translations", () => {
    const patch = pagePatch.parse({ translations: { en: { name: dirty, description: dirty, body: dirty } } });
    expect(patch.translations).toEqual({
      en: { name: "a b\ufffd", description: "ab\ufffd", body: "ab\ufffd" },
    });
  });
});

describe("a monitor", () => {
  it.each([
    [http],
    [{ kind: "tcp", host: "a.example", port: 5432 }],
    [{ kind: "dns", host: "a.example", record: "MX", expected: "mail.a.example" }],
    [{ kind: "tls", host: "::1", port: 8443 }],
    [{ kind: "heartbeat", grace_seconds: 60, interval_seconds: 3600 }],
    [{ kind: "external" }],
  ])("is the same after being split and told: %j", (input) => {
    const flat = newMonitor.parse({ component_id, ...input });
    expect(flatMonitor(monitorOf(input))).toEqual(flat);
  });

  it("has a schema for every kind that people may create, and for no other", () => {
    const kinds = newMonitor.options.map((option) => option.shape.kind.value);
    expect(kinds.sort()).toEqual([...MONITOR_KINDS].sort());
    expect(newMonitor.safeParse({ component_id, kind: "self" }).success).toBe(false);
  });

  it("changes what the patch names", () => {
    const monitor = monitorOf({ ...http, keyword: "ok", headers: { "X-A": "secret" } });
    const changed = changedMonitor(monitor, { keyword: null, interval_seconds: 60 });
    expect(changed).toMatchObject({ url: http.url, interval_seconds: 60, headers: { "X-A": "secret" } });
    expect(changed).not.toHaveProperty("keyword");
  });

  it("keeps hidden header values, drops headers that are not named, and takes (hidden) for a value otherwise", () => {
    const monitor = monitorOf({ ...http, headers: { "X-A": "1", "X-B": "2" } });
    const headers = { "X-A": "(hidden)", "X-C": "(hidden)" };
    expect(changedMonitor(monitor, { headers })).toMatchObject({
      headers: { "X-A": "1", "X-C": "(hidden)" },
    });
  });

  it("sends stored header values to no other origin than they were given for", () => {
    const monitor = monitorOf({ ...http, headers: { "X-A": "1" } });
    const url = "https://elsewhere.example/health";
    for (const headers of [undefined, { "X-A": "(hidden)" }])
      expect(faultsOf(() => changedMonitor(monitor, { url, headers }))).toMatchObject([
        { path: "monitor.headers.X-A" },
      ]);
    for (const headers of [null, {}, { "X-A": "1" }])
      expect(changedMonitor(monitor, { url, headers })).toMatchObject({ url, headers: headers ?? {} });
    const sameOrigin = new URL("/other", http.url).href;
    expect(changedMonitor(monitor, { url: sameOrigin })).toMatchObject({ headers: { "X-A": "1" } });
  });

  it("keeps its kind and component, and accepts them unchanged", () => {
    const monitor = monitorOf(http);
    expect(changedMonitor(monitor, { kind: "http", component_id })).toMatchObject(http);
    const faults = faultsOf(() => changedMonitor(monitor, { kind: "tcp", component_id: "zzzzzzzzzzzz" }));
    expect(faults).toMatchObject([{ path: "monitor.kind" }, { path: "monitor.component_id" }]);
  });

  it("is checked as a whole after a change", () => {
    const faults = faultsOf(() => changedMonitor(monitorOf(http), { url: null, interval_seconds: 1 }));
    expect(faults).toMatchObject([{ path: "monitor.url" }, { path: "monitor.interval_seconds" }]);
  });

  it.each([
    [{ timeout_ms: 10_000, interval_seconds: 10 }, 0],
    [{ timeout_ms: 10_001, interval_seconds: 10 }, 1],
  ])("has at most one interval for an answer: %j", (input, count) => {
    expect(monitorFaults(input)).toHaveLength(count);
  });

  it.each([
    [http, { field: "url", value: http.url }],
    [
      { kind: "tcp", host: "a.example", port: 22 },
      { field: "host", value: "a.example:22" },
    ],
    [
      { kind: "tls", host: "::1" },
      { field: "host", value: "[::1]:443" },
    ],
    [{ kind: "dns", host: "a.example" }, null],
    [{ kind: "heartbeat" }, null],
    [{ kind: "external" }, null],
  ])("connects to what it says: %j", (input, destination) => {
    expect(destinationOf(newMonitor.parse({ component_id, ...input }))).toEqual(destination);
  });
});

describe("statusOf", () => {
  const facts = { baselineSource: "monitors", baseline: null, lastKnown: null, openClaims: [] } as const;
  it.each([
    ["nothing yet", facts, { wire: "operational", data: "none", overridden: false }],
    ["a manual component that nobody spoke of", { ...facts, baselineSource: "manual" }, { data: "fresh" }],
    [
      "the last known state while unknown",
      { ...facts, baseline: "unknown", lastKnown: "major_outage" },
      { wire: "major_outage", data: "stale" },
    ],
    ["a measured state", { ...facts, baseline: "degraded_performance" }, { wire: "degraded_performance" }],
    [
      "an override over it",
      {
        ...facts,
        baseline: "operational",
        openClaims: [{ source: "override", state: "partial_outage" }],
      },
      { wire: "partial_outage", data: "fresh", overridden: true },
    ],
    [
      "maintenance instead of an outage",
      {
        ...facts,
        baseline: "major_outage",
        openClaims: [{ source: "maintenance", state: "under_maintenance" }],
      },
      { wire: "under_maintenance", overridden: false },
    ],
    [
      "an incident on something unmeasured",
      { ...facts, openClaims: [{ source: "incident", state: "major_outage" }] },
      { wire: "major_outage", data: "fresh" },
    ],
  ] as const)("tells %s", (_, given, told) => {
    expect(statusOf(given)).toMatchObject(told);
  });
});

describe("scopes", () => {
  it("are the permissions and the star, which holds them all", () => {
    expect(newToken.parse({ name: "a", scopes: ["*", ...PERMISSIONS] }).scopes).toHaveLength(
      PERMISSIONS.length + 1,
    );
    const star = { kind: "token", id: "t", pageId: "p", permissions: ["*"] } as const;
    expect(PERMISSIONS.every((permission) => holds(star, permission))).toBe(true);
    const none = { ...star, permissions: [] };
    expect(PERMISSIONS.some((permission) => holds(none, permission))).toBe(false);
  });
});
