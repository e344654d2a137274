import type { FailureKind } from "#lib/domain/errors.ts";
import { inLanguage } from "#lib/domain/paths.ts";
import type { DeadEnd, ScreenAnswer } from "#lib/domain/subscribers/screen.ts";
import { explain } from "#lib/usecases/requests/explain.ts";
import { requireOwnOrigin } from "../request/own-origin.ts";
import { settings } from "../settings.ts";
import { type Asked, readAsked, type Shown } from "./asked.ts";
import { answerConfirm, answerUnsubscribe, deadLink } from "./links.ts";
import { answerAsk, answerManage } from "./manage.ts";
import { answerSubscribe } from "./subscribe.ts";

const DEAD_ENDS: Partial<Record<FailureKind, [status: number, why: DeadEnd]>> = {
  not_found: [404, "link"],
  forbidden: [403, "origin"],
  too_many: [429, "busy"],
  unavailable: [503, "away"],
};

/** RFC 8058: the mail program itself asks, in the form of the List-Unsubscribe-Post header. */
const isOneClick = (name: string, { method, sent }: Asked): boolean =>
  name === "unsubscribe" && method === "POST" && sent.get("List-Unsubscribe") === "One-Click";

/**
 * What a personal page shows, for our own server, which renders it. Reading changes nothing, however often and by whom; what
 * acts is a form that was sent from our own pages: another Origin, `null` or none is refused. The one exception is the
 * one-click of mail programs, which have no origin: the token in the address is all the right that it needs.
 */
async function answer(
  name: string,
  rest: string | undefined,
  asked: Asked,
  request: Request,
): Promise<Shown> {
  if (isOneClick(name, asked)) return await oneClick(asked, rest ?? "");
  requireOwnOrigin(request, asked.ctx.publicUrl);
  if (name === "subscribe" && asked.method === "POST") return await answerSubscribe(asked, rest);
  if (name === "manage" && rest === undefined) return await answerAsk(asked);
  if (rest !== undefined && name === "manage") return await answerManage(asked, rest);
  if (rest !== undefined && name === "confirm") return await answerConfirm(asked, rest);
  if (rest !== undefined && name === "unsubscribe") return await answerUnsubscribe(asked, rest);
  return deadLink("/subscribe");
}

/** Always 200 (a mail program cannot read a page), and never a redirect, which it would not follow. */
async function oneClick(asked: Asked, token: string): Promise<Shown> {
  try {
    return await answerUnsubscribe(asked, token);
  } catch (error) {
    if (explain(error)?.kind !== "not_found") throw error;
    return { ...deadLink(`/unsubscribe/${token}`), status: 200 };
  }
}

function refusal(error: unknown, path: string): Shown {
  const failure = explain(error);
  const [status, why] = (failure && DEAD_ENDS[failure.kind]) ?? [500, "broken" as const];
  if (status === 500)
    settings().log.error({ err: error, page: path.split("/")[1] }, "a personal page failed");
  const retryAfterSeconds = failure?.retryAfterSeconds;
  return {
    status,
    path,
    screen: { kind: "dead-end", why },
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** The route handler behind the personal pages: always 200 with a `ScreenAnswer`. */
export async function answerScreen(request: Request, segments: string[]): Promise<Response> {
  const asked = await readAsked(request, Date.now());
  const [name = "", rest] = segments;
  const path = `/${segments.join("/")}`;
  const shown = await answer(name, rest, asked, request).catch((error: unknown) => refusal(error, path));
  if ("location" in shown) return Response.json(shown satisfies ScreenAnswer);
  const language = shown.language ?? asked.language;
  return Response.json({
    ...shown,
    status: shown.status ?? 200,
    language,
    path: inLanguage(`/ko${shown.path}`, language),
  } satisfies ScreenAnswer);
}
