import { respond } from "../respond.ts";

/** All that better-auth gets to see of a request. */
const FORWARDED = ["cookie", "origin", "user-agent", "x-client-address", "accept-language"];

/** The request as better-auth gets it: at our own address, with the body that was checked. */
export function forwarded(
  request: Request,
  body: Record<string, unknown> | undefined,
  publicUrl: string,
): Request {
  const headers = new Headers({ "content-type": "application/json" });
  for (const name of FORWARDED) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const { pathname, search } = new URL(request.url);
  return new Request(publicUrl + pathname + search, {
    method: request.method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** Answers that a page needs as they are; of all others nothing is passed on but how it went. */
const TOLD = new Set([
  "/two-factor/enable",
  "/two-factor/generate-backup-codes",
  "/passkey/generate-authenticate-options",
  "/passkey/generate-register-options",
]);

type Said = Record<string, unknown> | null;

/** What comes next: a code of the second factor is asked for, or the person is in. */
const nextOf = (said: Said): { next: "code" | "done" } => ({
  next: said?.twoFactorRedirect === true ? "code" : "done",
});

/**
 * better-auth's answer as our pages get it. Tokens of sessions stand in cookies that no script reads, and in no body.
 */
export async function told(path: string, response: Response): Promise<Response> {
  const headers = cookiesOf(response);
  const location = response.headers.get("location");
  if (response.status >= 300 && response.status < 400 && location !== null)
    return new Response(null, {
      status: response.status,
      headers: [...headers, ["location", location], ["cache-control", "no-store"]],
    });
  const said = (await response.json().catch(() => null)) as Said;
  const answer = response.ok ? successOf(path, said) : refusalOf(said);
  const made = respond(response.status, JSON.stringify(answer));
  for (const [name, value] of headers) made.headers.append(name, value);
  const wait = response.headers.get("x-retry-after");
  if (wait) made.headers.set("retry-after", wait);
  return made;
}

const cookiesOf = (response: Response): [string, string][] =>
  response.headers.getSetCookie().map((value) => ["set-cookie", value]);

function successOf(path: string, said: Said): object {
  if (TOLD.has(path)) return said ?? {};
  return path === "/sign-in/social" ? { url: said?.url } : nextOf(said);
}

function refusalOf(said: Said) {
  const message = typeof said?.message === "string" ? said.message : "This was refused";
  const code = typeof said?.code === "string" ? said.code : null;
  return { message, errors: [], error: message, code };
}
