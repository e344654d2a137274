import { answerLink } from "#lib/web/sign-in/links.ts";

export const POST = async (request: Request, context: { params: Promise<{ kind: string }> }) =>
  answerLink(request, (await context.params).kind);
