import { answerScreen } from "#lib/web/subscribe/door.ts";

type Context = { params: Promise<{ path: string[] }> };

/** What personal pages show. Reached by our own server only, which renders the page of it: no address of the public. */
const answer = async (request: Request, { params }: Context): Promise<Response> =>
  answerScreen(request, (await params).path);

export { answer as GET, answer as POST };
