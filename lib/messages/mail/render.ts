import type { Mail, RenderedMail } from "./mail.ts";
import { mailHtml } from "./mail-html.ts";
import { mailText } from "./mail-text.ts";

/** A mail in both forms. */
export const renderMail = async (mail: Mail): Promise<RenderedMail> => ({
  subject: mail.subject,
  html: await mailHtml(mail),
  text: mailText(mail),
});
