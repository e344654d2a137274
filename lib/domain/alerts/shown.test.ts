import { describe, expect, it } from "vitest";
import { withoutSecret } from "./shown.ts";
import type { AlertSource } from "./source.ts";

const source: AlertSource = {
  id: "aaaaaaaaaaaa",
  pageId: "bbbbbbbbbbbb",
  kind: "pagerduty",
  name: "Production",
  rules: [],
  dampSeconds: 60,
  autoPublishAfterMinutes: null,
  enabled: true,
  settings: { unmatched: "draft", topicArn: null, sealedSecret: "sealed secret" },
  lastReceivedAt: null,
  archivedAt: null,
  createdAt: 0,
  updatedAt: 0,
};

describe("a source in the admin", () => {
  it("says that it has a secret, and not which", () => {
    const shown = withoutSecret(source);
    expect(shown).toMatchObject({ name: "Production", settings: { unmatched: "draft", hasSecret: true } });
    expect(JSON.stringify(shown)).not.toContain("sealed");
    const open = withoutSecret({ ...source, settings: { ...source.settings, sealedSecret: null } });
    expect(open.settings.hasSecret).toBe(false);
  });
});
