import { presentError, STATUS_OF } from "#lib/api/manage/error.ts";
import type { Failure } from "#lib/domain/errors.ts";
import type { Language } from "#lib/domain/language.ts";
import { refusalIn } from "#lib/domain/words/fault-words.ts";

/** Personal answers: nobody keeps them. */
const PRIVATE = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

/** A JSON text with status; null is an answer without a body. */
export function respond(status: number, json: string | null, headers: Record<string, string> = {}): Response {
  const type = json === null ? undefined : { "content-type": "application/json; charset=utf-8" };
  return new Response(json, { status, headers: { ...PRIVATE, ...type, ...headers } });
}

/** A refusal as every client meets it: in English, but to a person in theirs. */
export function respondFailure(
  failure: Failure,
  headers: Record<string, string> = {},
  language: Language = "en",
): Response {
  const extra: Record<string, string> = { ...headers };
  if (failure.retryAfterSeconds !== undefined) extra["retry-after"] = String(failure.retryAfterSeconds);
  if (failure.kind === "unauthenticated") extra["www-authenticate"] = 'Bearer realm="T-Developer Status"';
  return respond(
    STATUS_OF[failure.kind],
    JSON.stringify(presentError({ ...refusalIn(language, failure), current: failure.current })),
    extra,
  );
}

/** A defect of ours: the log has it under the request id, the client only that id. */
export const respondDefect = (requestId: string): Response => {
  const message = `Something went wrong here. The request id is ${requestId}`;
  return respond(500, JSON.stringify({ message, errors: [], error: message }), {
    "x-request-id": requestId,
  });
};
