const ABSOLUTE = /^(?:https?:\/\/|mailto:)/i;

/** An address that a link may lead to: absolute, http, https or mailto. Feeds and mails have no page to be relative to. */
export function safeAddress(address: string): string | null {
  if (!ABSOLUTE.test(address) || !URL.canParse(address)) return null;
  return /^(?:https?|mailto):$/.test(new URL(address).protocol) ? address : null;
}
