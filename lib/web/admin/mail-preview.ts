import "server-only";
import { Failure } from "#lib/domain/errors.ts";
import { readText } from "../request/body.ts";
import { requireOwnOrigin } from "../request/own-origin.ts";
import { newTrace, safely } from "../safely.ts";
import { currentSession } from "../session.ts";
import { settings } from "../settings.ts";

/** The largest mail there is, written as a form, with room to spare. */
const MAX_BODY_BYTES = 1024 * 1024;
/** What is pressed in it leads nowhere: a new window, which its frame may not open. */
const BASE = `<base target="_blank">`;

/**
 * Hands a mail back that the admin was given to look at, as a document by itself: our server sends it under a policy that
 * runs nothing. Only for who is signed in, and only from our own pages.
 */
export const showMail = (request: Request): Promise<Response> =>
  safely(newTrace(), async () => {
    requireOwnOrigin(request, settings().env.PUBLIC_URL);
    if (!(await currentSession()))
      throw new Failure("unauthenticated", "Your session has ended: sign in again");
    const html = new URLSearchParams(await readText(request, MAX_BODY_BYTES)).get("html") ?? "";
    const headers = { "content-type": "text/html; charset=utf-8" };
    return new Response(
      html.replace(/<head[^>]*>/i, (head) => head + BASE),
      { headers },
    );
  });
