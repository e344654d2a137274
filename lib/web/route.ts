import { createHash } from "node:crypto";
import type { z } from "zod";
import type { AnyEndpoint, Endpoint } from "#lib/api/manage/endpoint.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import { ID_FORM } from "#lib/domain/id.ts";
import type { Permission } from "#lib/domain/people/permission.ts";
import type { CheckDestination } from "#lib/usecases/monitors/destination.ts";
import { type Answer, answerOnce } from "#lib/usecases/requests/answer-once.ts";
import { authorize, type Scope } from "#lib/usecases/requests/authorize.ts";
import { chooseLanguage } from "./request/accept-language.ts";
import { MAX_BODY_BYTES, type ReadBody, readBody } from "./request/body.ts";
import { readFile } from "./request/file.ts";
import { coerce } from "./request/form.ts";
import { type Identity, identify } from "./request/identify.ts";
import { parseInput, parseQuery } from "./request/input.ts";
import { respond } from "./respond.ts";
import { newTrace, type Refused, safely, type Trace } from "./safely.ts";
import { settings } from "./settings.ts";

const MAX_KEY_LENGTH = 255;
/** English unless a person asks for Korean. */
const SPOKEN = ["en", "ko"] as const;

/** What a route gets to call its use case with: everything checked, the clock read once. */
export type RouteInput<P extends Permission, Q, B> = {
  scope: Scope<P>;
  params: Record<string, string>;
  query: Q;
  body: B;
  now: number;
  /** The session of a person; undefined for a token. */
  sessionId: string | undefined;
  checkDestination: CheckDestination;
};

/** Next gives no params to a route without segments, whatever its types say. */
export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

function idempotencyKey(request: Request): string | null {
  const key = request.method === "POST" ? request.headers.get("idempotency-key") : null;
  if (key === null || (key.length > 0 && key.length <= MAX_KEY_LENGTH && /^[\x21-\x7e]+$/.test(key)))
    return key;
  const message = `must be 1 to ${MAX_KEY_LENGTH} visible ASCII characters`;
  throw new Failure("malformed", `Idempotency-Key ${message}`, {
    faults: [{ path: "Idempotency-Key", message }],
  });
}

/** Everything that makes a request what it is, but the token: another body under the same key is another request. */
function requestHash(request: Request, url: URL, body: ReadBody | null): string {
  const query = [...url.searchParams].filter(([name]) => name !== "api_key");
  const hash = createHash("sha256").update(JSON.stringify([request.method, url.pathname, query, body?.kind]));
  return hash.update(body?.bytes ?? "").digest("hex");
}

async function paramsOf(context: RouteContext): Promise<Record<string, string>> {
  const entries = Object.entries((await context.params) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join("/")]));
}

/** Deliveries are numbered; everything else has an id of twelve letters and digits. */
const formOfId = (name: string): RegExp => (NUMBERED.has(name) ? /^\d{1,18}$/ : ID_FORM);
const NUMBERED = new Set(["delivery_id", "fan_out_id", "test_send_id"]);

/** Whether it may; then whether what the path names can exist at all. */
function scopeOf<P extends Permission>(
  actor: Identity["actor"],
  permission: P,
  params: Record<string, string>,
): Scope<P> {
  const scope = authorize(actor, permission, params.page_id ?? actor.pageId);
  for (const [name, value] of Object.entries(params))
    if (!formOfId(name).test(value)) throw notFound(name.replace(/_id$/, "").replaceAll("_", " "));
  return scope;
}

/** Who asks, and proof that they may: the part of every door. `refused` is told in which language a person reads. */
export async function admitted<P extends Permission>(
  request: Request,
  context: RouteContext,
  permission: P,
  now: number,
  trace: Trace,
  refused: Refused = {},
) {
  const url = new URL(request.url);
  const params = await paramsOf(context);
  const { actor, secret, sessionId } = await identify(
    request,
    { url, pageId: params.page_id, now },
    settings(),
  );
  trace[actor.kind === "token" ? "tokenId" : "personId"] = actor.id;
  if (actor.kind === "user")
    refused.language = chooseLanguage(request.headers.get("accept-language"), SPOKEN);
  return { url, params, actor, secret, sessionId, scope: scopeOf(actor, permission, params) };
}

/**
 * Makes a Next route handler of an endpoint and the use case behind it. Here, once for all of the manage API: token
 * or session, rate limits, permission, body caps, JSON or form, faults with their paths, Idempotency-Key, errors without a word
 * about what is inside, no-store, one log line with the request's id.
 */
export function route<P extends Permission, Q extends z.ZodType, B extends z.ZodType, R>(
  endpoint: Endpoint<P, Q, B, R>,
  run: (input: RouteInput<P, z.output<Q>, z.output<B>>) => Promise<R>,
) {
  async function answer(
    request: Request,
    context: RouteContext,
    now: number,
    trace: Trace,
    refused: Refused,
  ): Promise<Response> {
    const shared = settings();
    const asked = await admitted(request, context, endpoint.permission, now, trace, refused);
    const { url, params, actor, secret, sessionId, scope } = asked;
    const key = idempotencyKey(request);
    const query = endpoint.query ? parseQuery(endpoint.query, url.searchParams) : undefined;
    const read = await readGiven(request, endpoint);
    const body = read ? parseBody(endpoint.body!, read) : undefined;
    if (endpoint.rows) await shared.limits.rows(actor.id, endpoint.rows(body as z.output<B>));
    const checked = { params, query: query as z.output<Q>, body: body as z.output<B>, now, sessionId };
    const place = { publicUrl: shared.env.PUBLIC_URL };
    const work = (within: Scope<P>) =>
      run({ ...checked, scope: within, checkDestination: shared.checkDestination }).catch((error) => {
        throw showingCurrent(error, (current) =>
          (endpoint.presentCurrent ?? endpoint.present)(current as R, place),
        );
      });
    const present = (result: R): Answer => ({
      status: endpoint.status,
      body: JSON.stringify(endpoint.present(result, place)),
    });
    const headers = { "x-request-id": trace.requestId };
    if (key === null) {
      const { status, body: json } = present(await work(scope));
      return respond(status, status === 204 ? null : json, headers);
    }
    const once = { key, token: secret, requestHash: requestHash(request, url, read), now };
    const { status, body: json, isReplay } = await answerOnce(scope, once, work, present);
    return respond(status, json, { ...headers, ...(isReplay && { "idempotent-replayed": "true" }) });
  }

  return async (request: Request, context: RouteContext): Promise<Response> => {
    const startedAt = performance.now();
    const trace = newTrace();
    const refused: Refused = {};
    const response = await safely(trace, () => answer(request, context, Date.now(), trace, refused), refused);
    settings().log[response.status < 500 ? "debug" : "warn"](
      {
        ...trace,
        method: request.method,
        path: endpoint.path,
        status: response.status,
        ms: Math.round(performance.now() - startedAt),
      },
      "manage API",
    );
    return response;
  };
}

async function readGiven(request: Request, endpoint: AnyEndpoint): Promise<ReadBody | null> {
  if (endpoint.takesFile) return await readFile(request);
  return endpoint.body ? await readBody(request, endpoint.maxBodyBytes ?? MAX_BODY_BYTES) : null;
}

/** Of two people editing at once, the second is told what the noun is now, in the form of every other answer. */
function showingCurrent(error: unknown, present: (current: object) => unknown): unknown {
  if (!(error instanceof Failure) || !error.current) return error;
  const { kind, message, faults, current } = error;
  return new Failure(kind, message, { faults, current: (present(current) as object | null) ?? undefined });
}

function parseBody<B extends z.ZodType>(schema: B, read: ReadBody): z.output<B> {
  return parseInput(schema, read.kind === "form" ? coerce(schema, read.value) : read.value);
}
