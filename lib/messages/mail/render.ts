import type { Letter } from "../letter/letter.ts";
import { mailHtml } from "./mail-html.ts";
import { mailText } from "./mail-text.ts";

export type RenderedMail = { subject: string; html: string; text: string };

/** A letter as a mail, in both forms. */
export const renderMail = async (letter: Letter): Promise<RenderedMail> => ({
  subject: letter.subject,
  html: await mailHtml(letter),
  text: mailText(letter),
});
