export type SmsWish = "stop" | "start" | "help";

/** Whole messages, in capitals and without what surrounds the word. */
const WORDS: Record<SmsWish, ReadonlySet<string>> = {
  stop: new Set([
    ...["STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT"],
    ...["수신거부", "수신 거부", "거부", "수신중지", "수신 중지", "중지", "그만", "해지"],
  ]),
  start: new Set([
    ...["START", "YES", "UNSTOP", "OPTIN", "OPT IN"],
    ...["수신동의", "수신 동의", "동의", "시작", "수신재개", "수신 재개", "재개"],
  ]),
  help: new Set(["HELP", "INFO", "도움말", "도움", "문의"]),
};
/** At the beginning of a longer message these mean the same; the others may mean anything there. */
const STOPS_A_SENTENCE = /^(?:STOP|STOPALL|UNSUBSCRIBE|수신거부)(?:\s|$)/;
const MAX_LENGTH = 1_600;

/**
 * What somebody wants who answers an SMS. What the provider has recognised (`optOut`) wins. Null: it is just a message.
 */
export function wishOf(body: string, optOut: string | null): SmsWish | null {
  const told = optOut?.toLowerCase();
  if (told === "stop" || told === "start" || told === "help") return told;
  const text = body
    .slice(0, MAX_LENGTH)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  for (const wish of ["stop", "start", "help"] as const) if (WORDS[wish].has(text)) return wish;
  return STOPS_A_SENTENCE.test(text) ? "stop" : null;
}

/** Words that the provider itself acts upon and answers: an answer of ours would be the second, or not arrive. */
const OF_PROVIDER = /^(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|START|YES|UNSTOP|HELP|INFO)$/;

export const isAnsweredByProvider = (body: string, optOut: string | null): boolean =>
  optOut !== null || OF_PROVIDER.test(body.trim().toUpperCase());
