import type { Scope } from "#lib/data/scope.ts";
import { readOtlpSlis, storePoints } from "#lib/data/slo/sent/otlp.ts";
import { Failure } from "#lib/domain/errors.ts";
import { tellRejected } from "#lib/domain/slo/otlp/point.ts";
import { MAX_POINTS, readRequest } from "#lib/domain/slo/otlp/read.ts";
import { inTurn } from "./in-turn.ts";

export type SubmittedMetrics = {
  /** Points that were not counted although somebody asks for their metric, and why; 0 and "": all were. */
  rejectedDataPoints: number;
  errorMessage: string;
};

/**
 * Takes metrics of OpenTelemetry (an ExportMetricsServiceRequest in OTLP's JSON form) and counts those that SLIs name; others are
 * dropped. Durable on return; the same again changes nothing. @throws Failure too_large, too_many
 */
export async function submitMetrics(
  { pageId }: Scope<"samples:write">,
  request: unknown,
  now: number,
): Promise<SubmittedMetrics> {
  const slis = await readOtlpSlis(pageId);
  const wanted = new Set(slis.map(({ source }) => source.metric));
  const { points, rejected, total } = readRequest(request, wanted, now);
  if (total > MAX_POINTS)
    throw new Failure("too_large", `At most ${MAX_POINTS} data points a request: this one has ${total}`);
  const refused = await inTurn(pageId, () => storePoints(pageId, points, slis, now));
  return tellRejected([...rejected, ...refused]);
}
