import { PROTOBUF_TYPE, type submitMetrics } from "#lib/api/manage/otlp/endpoints.ts";
import {
  encodeResponse,
  encodeStatus,
  jsonResponse,
  type PartialSuccess,
} from "#lib/api/manage/otlp/messages.ts";
import { countPoints, MAX_POINTS } from "#lib/domain/slo/otlp/read.ts";
import type { Scope } from "#lib/usecases/requests/authorize.ts";
import { isProtobuf, readOtlp } from "./request/otlp-body.ts";
import { respond } from "./respond.ts";
import { admitted, type RouteContext } from "./route.ts";
import { newTrace, safely } from "./safely.ts";
import { settings } from "./settings.ts";

type Run = (input: {
  scope: Scope<"samples:write">;
  request: unknown;
  now: number;
}) => Promise<PartialSuccess>;

/** A refusal in the encoding of the request: protobuf has no other words than a Status. */
async function inProtobuf(response: Response): Promise<Response> {
  const { message = "" } = (await response.json()) as { message?: string };
  const headers = new Headers(response.headers);
  headers.set("content-type", PROTOBUF_TYPE);
  return new Response(encodeStatus(message), { status: response.status, headers });
}

function taken(result: PartialSuccess, request: Request, requestId: string): Response {
  const headers = { "x-request-id": requestId };
  const told = respond(200, JSON.stringify(jsonResponse(result)), headers);
  if (!isProtobuf(request)) return told;
  told.headers.set("content-type", PROTOBUF_TYPE);
  return new Response(encodeResponse(result), { status: 200, headers: told.headers });
}

/**
 * The route handler of OTLP/HTTP: the door of the manage API (token, rate limits, permission, refusals, log) for senders that
 * speak protobuf and gzip.
 */
export function otlpRoute(endpoint: typeof submitMetrics, run: Run) {
  return async (request: Request, context: RouteContext): Promise<Response> => {
    const startedAt = performance.now();
    const trace = newTrace();
    const answer = await safely(trace, async () => {
      const now = Date.now();
      const { actor, scope } = await admitted(request, context, endpoint.permission, now, trace);
      const given = await readOtlp(request);
      // More points than a request may have are refused below: waiting would not help.
      await settings().limits.rows(actor.id, Math.min(countPoints(given), MAX_POINTS));
      return taken(await run({ scope, request: given, now }), request, trace.requestId);
    });
    settings().log[answer.status < 500 ? "debug" : "warn"](
      {
        ...trace,
        method: request.method,
        path: endpoint.path,
        status: answer.status,
        ms: Math.round(performance.now() - startedAt),
      },
      "manage API",
    );
    return answer.ok || !isProtobuf(request) ? answer : await inProtobuf(answer);
  };
}
