import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpConfig } from "#lib/domain/status/monitor.ts";
import { createEgress } from "#lib/net/egress.ts";
import { startHttpTarget, type Target } from "#lib/testing/target.ts";
import { runProbe } from "./index.ts";
import type { TargetOf } from "./probe.ts";

const target = (config: Partial<TargetOf<"http">["config"]> & { url: string }, timeoutMs = 2_000) =>
  ({
    id: "m",
    kind: "http",
    config: httpConfig.parse(config),
    timeoutMs,
    degradedAboveMs: null,
  }) satisfies TargetOf<"http">;

describe("probeHttp", () => {
  let plain: Target;
  beforeAll(async () => {
    plain = await startHttpTarget((_req, res) => res.end("fine"));
  });
  afterAll(() => plain.close());
  it("answers up with its times", async () => {
    const egress = createEgress({ allow: [plain.hostPort], dnsServers: [] });
    const result = await runProbe(target({ url: `http://${plain.hostPort}/` }), egress);
    expect(result.outcome).toBe("up");
  });
});
