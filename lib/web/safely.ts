import { randomUUID } from "node:crypto";
import type { Language } from "#lib/domain/language.ts";
import { explain } from "#lib/usecases/requests/explain.ts";
import { respondDefect, respondFailure } from "./respond.ts";
import { settings } from "./settings.ts";

/** What is known of a request, for the log and for the client that reports it. */
export type Trace = { requestId: string; tokenId?: string; personId?: string };

/** In which language a person is refused; tokens are refused in English, whatever they accept. */
export type Refused = { language?: Language };

export const newTrace = (): Trace => ({ requestId: randomUUID() });

/** The answer of `work`, or the refusal that its error means; a defect is logged under its request id and told as 500. */
export async function safely(
  trace: Trace,
  work: () => Promise<Response>,
  refused: Refused = {},
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const failure = explain(error);
    if (failure) return respondFailure(failure, { "x-request-id": trace.requestId }, refused.language);
    settings().log.error({ ...trace, err: error }, "request failed");
    return respondDefect(trace.requestId);
  }
}
