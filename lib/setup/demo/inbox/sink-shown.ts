import type { Received } from "./sink-page.ts";

type Hook = Extract<Received, { kind: "webhook" }>;
/** What something that arrived is, in a word, and what it says, in one line and in full. */
export type Shown = { label: string; title: string; text: string };

/** A message to the provider of SMS. */
export const isTwilio = (path: string): boolean =>
  /^\/2010-04-01\/Accounts\/[^/]+\/Messages\.json$/.test(path);

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function smsShown(body: string): Shown {
  const form = new URLSearchParams(body);
  const to = form.get("To") ?? "";
  return { label: "SMS", title: `→ ${to}`, text: form.get("Body") ?? "" };
}

/** The first words that a card or a body has for what it tells. */
function titleOf(json: Record<string, unknown>): string {
  const attachments = field(json, "attachments");
  const card = Array.isArray(attachments) ? field(attachments[0], "content") : json;
  const told = ["incident", "confirmation", "digest", "test"].find((key) => key in json);
  return (
    textOf(json.text) ||
    textOf(field(card, "fallbackText")) ||
    textOf(field(json.incident, "name")) ||
    (told ?? "")
  );
}

/** A post, as it can be read: an SMS as its text, everything else as indented JSON, or as it came. */
export function hookShown({ path, body }: Pick<Hook, "path" | "body">): Shown {
  if (isTwilio(path)) return smsShown(body);
  const label = /^\/slack\//.test(path) ? "Slack" : /^\/teams\//.test(path) ? "Teams" : "Webhook";
  const json = parsed(body);
  if (json === null) return { label, title: path, text: body };
  return { label, title: titleOf(json) || path, text: JSON.stringify(json, null, 2) };
}
