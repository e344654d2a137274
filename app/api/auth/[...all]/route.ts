import { answerAuth } from "#lib/web/auth.ts";

export { answerAuth as GET, answerAuth as POST };
