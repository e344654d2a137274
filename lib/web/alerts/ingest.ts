import { findSource } from "#lib/usecases/alerts/find-source.ts";
import { receiveAlerts } from "#lib/usecases/alerts/receive.ts";
import { readText } from "../request/body.ts";
import { respond } from "../respond.ts";
import { newTrace, safely } from "../safely.ts";
import { settings } from "../settings.ts";

export const MAX_INGEST_BYTES = 1024 * 1024;

/** `POST /ingest/{source}/{secret}`: answers 202 when the alerts are stored. */
export async function ingest(
  request: Request,
  params: { source: string; secret: string },
): Promise<Response> {
  const trace = newTrace();
  const startedAt = performance.now();
  let sourceId: string | undefined;
  const response = await safely(trace, async () => {
    const { limits, sns, signIn } = settings();
    const source = await findSource(params.source, params.secret);
    sourceId = source.id;
    await limits.alerts(source.id);
    const message = {
      body: await readText(request, MAX_INGEST_BYTES),
      headers: new Map([...request.headers].map(([name, value]) => [name.toLowerCase(), value])),
    };
    const { fresh, ...received } = await receiveAlerts(source, message, {
      secretKey: signIn.secret,
      sns,
      now: Date.now(),
    });
    return respond(202, JSON.stringify({ ...received, new: fresh }), { "x-request-id": trace.requestId });
  });
  // The address is a secret: the log names the source only.
  settings().log[response.status < 500 ? "debug" : "warn"](
    { ...trace, source: sourceId, status: response.status, ms: Math.round(performance.now() - startedAt) },
    "alerts",
  );
  return response;
}
