import { markdownToMail } from "#lib/domain/markdown.ts";
import { LIGHT } from "./style.ts";

const TEXT = `font-size:16px;line-height:25px;color:${LIGHT.ink}`;
const CODE = "font-family:ui-monospace,Menlo,Consolas,monospace;font-size:14px";

/** What people wrote has no classes: each element carries its style. */
const STYLES: Record<string, string> = {
  p: `margin:0 0 16px;${TEXT}`,
  h2: `margin:0 0 8px;font-size:18px;line-height:26px;color:${LIGHT.ink}`,
  h3: `margin:0 0 8px;font-size:16px;line-height:25px;color:${LIGHT.ink}`,
  h4: `margin:0 0 8px;font-size:16px;line-height:25px;color:${LIGHT.ink}`,
  ul: `margin:0 0 16px;padding:0 0 0 22px;${TEXT}`,
  ol: `margin:0 0 16px;padding:0 0 0 22px;${TEXT}`,
  li: "margin:0 0 4px",
  blockquote: `margin:0 0 16px;padding:0 0 0 14px;border-left:3px solid ${LIGHT.line}`,
  pre: `margin:0 0 16px;padding:12px;border-radius:8px;white-space:pre-wrap;background-color:${LIGHT.page};${CODE}`,
  code: CODE,
  a: `color:${LIGHT.link}`,
  hr: `border:0;border-top:1px solid ${LIGHT.line};margin:0 0 16px`,
};

/** Markdown as HTML for mails. Links that lead away from our own page are words with their address, no links. */
export const bodyHtml = (markdown: string, pageUrl: string): string =>
  markdownToMail(markdown, { styles: STYLES, origin: new URL(pageUrl).origin });
