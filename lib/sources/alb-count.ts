import { BINS, binOf } from "#lib/domain/slo/boundaries.ts";
import type { PulledSource } from "#lib/domain/slo/source.ts";
import type { AlbRequest } from "./alb-line.ts";

type Source = Pick<PulledSource<"alb">, "method" | "path" | "measures">;
/** Of one window; `counts` is empty unless latencies are measured. */
export type WindowCounts = { good: bigint; total: bigint; counts: bigint[] };

const CLIENT_ERROR = 400;
const SERVER_ERROR = 500;
const GATEWAY_TIMEOUT = 504;
/** Refused or given up by the target, so by us. A 408 of the load balancer itself is a client that sent nothing. */
const OURS = new Set([408, 429]);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** `/api/v1/agents/{id}`: any one segment in the place of each name in braces. */
function pathPattern(template: string): RegExp {
  const parts = template.split(/\{[^{}/]*\}/).map(escaped);
  return new RegExp(`^${parts.join("[^/]+")}$`);
}

type Verdict = "good" | "bad" | null;
const VERDICTS: Record<Exclude<Source["measures"], "latency">, (request: AlbRequest) => Verdict> = {
  "5xx": ({ status }) => (status === null ? null : status >= SERVER_ERROR ? "bad" : "good"),
  "4xx": ({ status }) =>
    status === null ? null : status >= CLIENT_ERROR && status < SERVER_ERROR ? "bad" : "good",
  // 460 is a client that hung up: its network, not ours, and valid as other 4xx are.
  success: ({ status, targetStatus }) =>
    status === null || status >= SERVER_ERROR || OURS.has(targetStatus ?? 0) ? "bad" : "good",
};

/** The bin of a latency: a target that never answered in time is slower than any; other failures have none. */
function binOfRequest({ targetUs, status }: AlbRequest): number | null {
  if (targetUs !== null) return binOf(targetUs);
  return status === GATEWAY_TIMEOUT ? BINS - 1 : null;
}

/** Counts requests by windows of `windowMs`, by when they came. */
export function createCounter({ method, path, measures }: Source, windowMs: number) {
  const pattern = path === undefined ? null : pathPattern(path);
  const windows = new Map<number, WindowCounts>();
  const windowOf = (at: number): WindowCounts => {
    const windowAt = Math.floor(at / windowMs) * windowMs;
    const known = windows.get(windowAt);
    if (known) return known;
    const counts = measures === "latency" ? new Array<bigint>(BINS).fill(0n) : [];
    const made: WindowCounts = { good: 0n, total: 0n, counts };
    windows.set(windowAt, made);
    return made;
  };
  return {
    windows,
    add(request: AlbRequest): void {
      if (method !== undefined && request.method !== method) return;
      if (pattern && !pattern.test(request.path)) return;
      const bin = measures === "latency" ? binOfRequest(request) : null;
      const verdict = measures === "latency" ? (bin === null ? null : "good") : VERDICTS[measures](request);
      if (verdict === null) return;
      const window = windowOf(request.at);
      window.total += 1n;
      if (verdict === "good") window.good += 1n;
      if (bin !== null) window.counts[bin]! += 1n;
    },
  };
}
