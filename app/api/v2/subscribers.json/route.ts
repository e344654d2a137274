import { answerSubscribe, answerUnsubscribe } from "#lib/web/subscribers/v2.ts";

export const POST = answerSubscribe;
export const DELETE = answerUnsubscribe;
