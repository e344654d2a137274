import type { Egress } from "#lib/net/egress.ts";
import { NetFault } from "#lib/net/fault.ts";
import { parseHost } from "#lib/net/host.ts";
import { isExpectedAnswer } from "./dns-answers.ts";
import type { Probe } from "./probe.ts";
import { answered, down, failed } from "./result.ts";

/** The name server spoke: there is no such name, or no such record. */
const DENIALS = new Set(["ENOTFOUND", "ENODATA"]);

/** One DNS question; with `expected`, one of the answers must be it. */
export const probeDns: Probe<"dns"> = async (target, egress, signal) => {
  const { config, timeoutMs, degradedAboveMs } = target;
  const startedAt = performance.now();
  try {
    const records = await ask(egress, config.host, config.record, { timeoutMs, signal });
    const latencyMs = performance.now() - startedAt;
    const trace = { dnsMs: latencyMs };
    if (records === null) return down("answer_missing", trace);
    if (config.expected !== undefined && !isExpectedAnswer(config.record, records, config.expected))
      return down("answer_unexpected", trace);
    return answered(latencyMs, trace, { degradedAboveMs });
  } catch (error) {
    return failed(error, {});
  }
};

/** @returns null when the name server says that there is nothing */
async function ask(
  egress: Egress,
  host: string,
  record: string,
  limits: { timeoutMs: number; signal?: AbortSignal },
): Promise<unknown[] | null> {
  try {
    const records = await egress.records(parseHost(host) ?? host, record, limits);
    return Array.isArray(records) && records.length > 0 ? records : null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (DENIALS.has(code)) return null;
    // Every code of node:dns: the server refused, failed, gave nonsense, or no answer in time.
    if (/^E[A-Z]+$/.test(code)) throw new NetFault("dns_failed", `${host}: ${code}`, { cause: error });
    throw error;
  }
}
