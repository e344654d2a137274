import { z } from "zod";
import { notFound } from "#lib/domain/errors.ts";
import { newSubscription } from "#lib/domain/subscribers/input.ts";
import { currentPage } from "#lib/usecases/pages/current.ts";
import { below } from "#lib/usecases/subscribers/desk/paths.ts";
import { subscribe } from "#lib/usecases/subscribers/subscribe.ts";
import { unsubscribeByLink } from "#lib/usecases/subscribers/unsubscribe.ts";
import { readBody } from "../request/body.ts";
import { coerce } from "../request/form.ts";
import { parseInput } from "../request/input.ts";
import { subscriberContext } from "../request/subscriber-context.ts";
import { respond } from "../respond.ts";
import { newTrace, safely } from "../safely.ts";

const MAX_BYTES = 64 * 1024;
/** Whoever calls this is nobody to us: what only the team may say is not read. */
const subscribeBody = z.object({
  subscriber: newSubscription.omit({ consent: true, skip_confirmation_notification: true }),
});
/** The last part of a link to unsubscribe; Statuspage's links call it `unsubscribe`. */
const unsubscribeBody = z.object({
  token: z.string().max(200).optional(),
  unsubscribe: z.string().max(200).optional(),
});

const clientOf = (request: Request): string => request.headers.get("x-client-address") ?? "";

async function bodyOf<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const read = await readBody(request, MAX_BYTES);
  return parseInput(schema, read.kind === "form" ? coerce(schema, read.value) : read.value);
}

/**
 * POST /api/v2/subscribers.json, as clients of Statuspage call it, in JSON or a form. 201 with the same body for everybody:
 * whether the address is new, waits, is told already, or wants to be left alone.
 */
export async function answerSubscribe(request: Request): Promise<Response> {
  const trace = newTrace();
  return await safely(trace, async () => {
    const { subscriber } = await bodyOf(request, subscribeBody);
    const page = await currentPage();
    if (!page) throw notFound("page");
    const ctx = subscriberContext(Date.now(), clientOf(request));
    const { next } = await below("subscriber", subscribe(page.id, subscriber, ctx, "api"));
    const told = { page: { id: page.id }, subscriber: { state: "unconfirmed", next } };
    return respond(201, JSON.stringify(told), { "x-request-id": trace.requestId });
  });
}

/** DELETE with the token of a link to unsubscribe, in the query or the body: nobody can end what is another's. */
export async function answerUnsubscribe(request: Request): Promise<Response> {
  const trace = newTrace();
  return await safely(trace, async () => {
    const query = parseInput(unsubscribeBody, Object.fromEntries(new URL(request.url).searchParams));
    const body = (query.token ?? query.unsubscribe) ? query : await bodyOf(request, unsubscribeBody);
    await unsubscribeByLink(body.token ?? body.unsubscribe ?? "", subscriberContext(Date.now()));
    return respond(204, null, { "x-request-id": trace.requestId });
  });
}
