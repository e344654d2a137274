import { answerAuth } from "#lib/web/sign-in/door.ts";

export { answerAuth as GET, answerAuth as POST };
