import { notFound } from "#lib/domain/errors.ts";
import { forgottenInput, invitationInput, resetInput, setupInput } from "#lib/domain/people/link.ts";
import { acceptInvitation, acceptReset, acceptSetup } from "#lib/usecases/one-time-links/accept.ts";
import { inSameTime } from "#lib/usecases/requests/same-time.ts";
import { countTry } from "#lib/usecases/sign-in/attempts.ts";
import { AUTH_PATH, authOf, type SignInOptions } from "#lib/usecases/sign-in/auth.ts";
import { askForReset } from "#lib/usecases/team/forgotten.ts";
import { readBody } from "../request/body.ts";
import { parseInput } from "../request/input.ts";
import { mailing } from "../request/mailing.ts";
import { requireOwnOrigin } from "../request/own-origin.ts";
import { respond } from "../respond.ts";
import { newTrace, safely } from "../safely.ts";
import { settings } from "../settings.ts";
import { forwarded, told } from "./exchange.ts";

const MAX_BODY_BYTES = 16 * 1024;

/** The same answer, at the same time, whether or not there is such a person. */
async function answerForgotten(value: unknown, signIn: SignInOptions, now: number): Promise<Response> {
  const mail = mailing();
  if (!mail) throw notFound("resource");
  const input = parseInput(forgottenInput, value);
  await countTry(signIn, "account", `forgotten ${input.email}`, now);
  await inSameTime(() => askForReset(input.email, now, mail));
  return respond(200, JSON.stringify({ next: "mail" }));
}

type Used = { email: string; keptPassword?: boolean };

async function use(kind: string, value: unknown, now: number): Promise<Used & { password: string }> {
  if (kind === "setup") {
    const input = parseInput(setupInput, value);
    return { ...(await acceptSetup(input, now)), password: input.password };
  }
  if (kind === "invite") {
    const input = parseInput(invitationInput, value);
    return { ...(await acceptInvitation(input, now)), password: input.password };
  }
  if (kind !== "reset") throw notFound("resource");
  const input = parseInput(resetInput, value);
  return { ...(await acceptReset(input, now)), password: input.password };
}

/** Signs in with the password that was just set, as the sign-in page would; a second factor is still asked for. */
async function signedIn(
  request: Request,
  { email, password }: { email: string; password: string },
  signIn: SignInOptions,
) {
  const path = "/sign-in/email";
  const at = new Request(new URL(AUTH_PATH + path, signIn.publicUrl), {
    method: "POST",
    headers: request.headers,
  });
  return await told(path, await authOf(signIn).handler(forwarded(at, { email, password }, signIn.publicUrl)));
}

/** Uses a link up: the first owner, an invitation, a new password. From our own pages only; tries are counted by address. */
export async function answerLink(request: Request, kind: string): Promise<Response> {
  return await safely(newTrace(), async () => {
    const { signIn } = settings();
    requireOwnOrigin(request, signIn.publicUrl);
    const now = Date.now();
    await countTry(signIn, "link address", request.headers.get("x-client-address") ?? "", now);
    const { value } = await readBody(request, MAX_BODY_BYTES);
    if (kind === "forgotten") return await answerForgotten(value, signIn, now);
    const { email, password, keptPassword } = await use(kind, value, now);
    if (keptPassword) return respond(200, JSON.stringify({ next: "sign-in" }));
    const response = await signedIn(request, { email, password }, signIn);
    return response.ok ? response : respond(200, JSON.stringify({ next: "sign-in" }));
  });
}
