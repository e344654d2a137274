import type { Mailing } from "#lib/usecases/team/invite.ts";
import { settings } from "../settings.ts";

/** What mailing a link needs; undefined where mail is not configured, or no worker could read what is sealed for it. */
export function mailing(): Mailing | undefined {
  const { SMTP_URL, SECRET_KEY: secretKey } = settings().env;
  return SMTP_URL && secretKey ? { secretKey } : undefined;
}
