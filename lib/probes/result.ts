import type { Reason } from "#lib/domain/reason.ts";
import type { Outcome, SampleDetail } from "#lib/domain/status/sample.ts";
import type { Trace } from "#lib/net/egress.ts";
import { NetFault } from "#lib/net/fault.ts";

/** What one probe found. Times are milliseconds. */
export type ProbeResult = {
  outcome: Outcome;
  /** Length of the whole exchange; null when the target is down: a failure has no speed. */
  latencyMs: number | null;
  detail: SampleDetail & { reason?: Reason };
  /** End of the certificate that the target showed, milliseconds since the epoch. */
  tlsExpiresAt?: number;
  /** Set when the probe itself is broken (a defect of ours): log it, and count the slot as missing. */
  defect?: unknown;
};

const DAY_MS = 86_400_000;

/** Whole days from `now` to `expiresAt`; negative when it is over. */
export const daysLeft = (expiresAt: number, now: number): number => Math.floor((expiresAt - now) / DAY_MS);

/** A tenth of a millisecond says all that a probe can know. */
const rounded = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.round(ms * 10) / 10;

function detailOf(trace: Trace, reason?: Reason): ProbeResult["detail"] {
  const { httpStatus, tlsExpiresAt } = trace;
  const entries = Object.entries({
    reason,
    httpStatus,
    dnsMs: rounded(trace.dnsMs),
    connectMs: rounded(trace.connectMs),
    tlsMs: rounded(trace.tlsMs),
    firstByteMs: rounded(trace.firstByteMs),
    tlsDaysLeft: tlsExpiresAt === undefined ? undefined : daysLeft(tlsExpiresAt, Date.now()),
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const expiry = (trace: Trace) =>
  trace.tlsExpiresAt === undefined ? {} : { tlsExpiresAt: trace.tlsExpiresAt };

export const down = (reason: Reason, trace: Trace = {}): ProbeResult => ({
  outcome: "down",
  latencyMs: null,
  detail: detailOf(trace, reason),
  ...expiry(trace),
});

/** The target answered as it should; only its certificate or its slowness may still degrade it. */
export function answered(
  latencyMs: number,
  trace: Trace,
  limits: { degradedAboveMs: number | null; minimumDays?: number },
): ProbeResult {
  const { degradedAboveMs, minimumDays } = limits;
  const isExpiring =
    minimumDays !== undefined &&
    trace.tlsExpiresAt !== undefined &&
    daysLeft(trace.tlsExpiresAt, Date.now()) < minimumDays;
  const isSlow = degradedAboveMs !== null && latencyMs > degradedAboveMs;
  const reason = isExpiring ? "tls_expiring" : isSlow ? "slow" : undefined;
  return {
    outcome: reason ? "degraded" : "up",
    latencyMs: rounded(latencyMs) ?? null,
    detail: detailOf(trace, reason),
    ...expiry(trace),
  };
}

/**
 * The result of a failed exchange. Anything that is no network failure is thrown on: `runProbe` turns it into
 * `probe_failed`.
 */
export function failed(error: unknown, trace: Trace): ProbeResult {
  if (error instanceof NetFault) return down(error.reason, trace);
  throw error;
}
