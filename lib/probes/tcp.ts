import type { Trace } from "#lib/net/egress.ts";
import type { Probe } from "./probe.ts";
import { answered, failed } from "./result.ts";

/** A TCP connection that is accepted, and closed at once. */
export const probeTcp: Probe<"tcp"> = async (target, egress, signal) => {
  const { config, timeoutMs, degradedAboveMs } = target;
  const trace: Trace = {};
  const startedAt = performance.now();
  try {
    const socket = await egress.connect(config.host, config.port, false, { timeoutMs, signal, trace });
    const latencyMs = performance.now() - startedAt;
    socket.destroy();
    return answered(latencyMs, trace, { degradedAboveMs });
  } catch (error) {
    return failed(error, trace);
  }
};
