import type { Trace } from "#lib/net/egress.ts";
import type { Probe } from "./probe.ts";
import { answered, failed } from "./result.ts";

/** A TLS handshake: is the certificate trusted, made out to this host, and valid for at least `minimum_days`? */
export const probeTls: Probe<"tls"> = async (target, egress, signal) => {
  const { config, timeoutMs, degradedAboveMs } = target;
  const trace: Trace = {};
  const startedAt = performance.now();
  try {
    const socket = await egress.connect(config.host, config.port, true, { timeoutMs, signal, trace });
    const latencyMs = performance.now() - startedAt;
    socket.destroy();
    return answered(latencyMs, trace, { degradedAboveMs, minimumDays: config.minimum_days });
  } catch (error) {
    return failed(error, trace);
  }
};
