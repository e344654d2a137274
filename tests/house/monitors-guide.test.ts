import { describe, expect, it } from "vitest";
import { REASONS } from "#lib/domain/reason.ts";
import { DNS_RECORDS, MONITOR_CONFIGS, MONITOR_KINDS, monitorCommon } from "#lib/domain/status/monitor.ts";
import { readSource } from "./source.ts";

const guide = readSource("docs/monitors.md");

/** Fields that the guide of the manage API tells, not this one. */
const ELSEWHERE = ["component_id", "auto_incident", "auto_publish_after_minutes"];

describe("docs/monitors.md", () => {
  it("explains every reason, and none that does not exist", () => {
    const table = guide.slice(guide.indexOf("## Reasons"));
    const rows = [...table.matchAll(/^\| `(\w+)` \| (?:down|degraded|none) \|/gm)].map(([, name]) => name);
    expect(rows).toEqual([...REASONS]);
  });
  it("explains every kind with all of its fields", () => {
    for (const kind of MONITOR_KINDS) {
      expect(guide).toContain(`### \`${kind}\``);
      for (const field of Object.keys(MONITOR_CONFIGS[kind].shape)) expect(guide).toContain(`\`${field}\``);
    }
    for (const record of DNS_RECORDS) expect(guide).toContain(record);
  });
  it("explains what all monitors have in common", () => {
    for (const field of Object.keys(monitorCommon.shape))
      if (!ELSEWHERE.includes(field)) expect(guide).toContain(`\`${field}\``);
  });
});
