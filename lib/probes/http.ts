import type { MonitorConfigs } from "#lib/domain/status/monitor.ts";
import { type EgressAnswer, MAX_REDIRECTS, type Trace } from "#lib/net/egress.ts";
import { includesKeyword } from "./keyword.ts";
import type { Probe } from "./probe.ts";
import { answered, down, failed } from "./result.ts";
import { isExpectedStatus } from "./status-ranges.ts";

const OWN_HEADERS = { "user-agent": "T-Developer-Status-Probe/1", accept: "*/*" };

/** One HTTP exchange with its redirects: status, keyword, certificate, times. */
export const probeHttp: Probe<"http"> = async (target, egress, signal) => {
  const { config, timeoutMs, degradedAboveMs } = target;
  const trace: Trace = {};
  const startedAt = performance.now();
  let answer: EgressAnswer;
  try {
    answer = await egress.request({
      url: config.url,
      method: config.method,
      headers: withOwnHeaders(config.headers),
      body: config.body,
      maxRedirects: config.follow_redirects ? MAX_REDIRECTS : 0,
      timeoutMs,
      signal,
      trace,
    });
  } catch (error) {
    return failed(error, trace);
  }
  const latencyMs = performance.now() - startedAt;
  if (!isExpectedStatus(config.expected_status, answer.status)) return down("status_unexpected", trace);
  if (lacksKeyword(answer, config)) return down("keyword_missing", trace);
  return answered(latencyMs, trace, { degradedAboveMs, minimumDays: config.minimum_days });
};

function lacksKeyword(answer: EgressAnswer, config: MonitorConfigs["http"]): boolean {
  if (config.keyword === undefined) return false;
  return !includesKeyword(answer.body, answer.headers["content-type"]?.toString(), config.keyword);
}

/** The monitor's headers over ours; names are compared without case. */
function withOwnHeaders(given: Record<string, string>): Record<string, string> {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const own = Object.entries(OWN_HEADERS).filter(([name]) => !names.has(name));
  return { ...Object.fromEntries(own), ...given };
}
