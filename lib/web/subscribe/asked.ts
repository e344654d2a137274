import { LANGUAGES, type Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { Offers, Screen } from "#lib/domain/subscribers/screen.ts";
import type { Sent } from "#lib/domain/subscribers/subscription-form.ts";
import { currentSnapshot } from "#lib/usecases/snapshot/current.ts";
import type { SubscriberContext } from "#lib/usecases/subscribers/context.ts";
import { subscriberContext } from "../request/subscriber-context.ts";
import { settings } from "../settings.ts";
import { channelOffers } from "./offers.ts";

/** What a personal page knows of the request: what was sent is read, everything else about it is our own server's word. */
export type Asked = {
  method: "GET" | "POST";
  sent: Sent;
  snapshot: Snapshot;
  pageId: string;
  ctx: SubscriberContext;
  offers: Offers;
  /** Of the address; null: the page speaks as the person does. */
  fixed: Language | null;
  /** In which somebody is spoken to of whom nothing is known. */
  language: Language;
  /** What the page was sent back for. */
  done: string | null;
};

/** What is shown; `path` without its language. */
export type Shown =
  | { status?: number; screen: Screen; path: string; language?: Language; retryAfterSeconds?: number }
  | { location: string };

const languageOf = (header: string | null): Language | null =>
  LANGUAGES.find((one) => one === header) ?? null;

export async function readAsked(request: Request, now: number): Promise<Asked> {
  const snapshot = currentSnapshot();
  // Our server does not ask before there is one.
  if (!snapshot) throw new Error("There is no snapshot yet");
  const fixed = languageOf(request.headers.get("x-fixed-language"));
  const first = snapshot.page.languages[0] ?? "ko";
  return {
    method: request.method === "POST" ? "POST" : "GET",
    sent: await readSent(request),
    snapshot,
    pageId: snapshot.page.id,
    ctx: subscriberContext(now, request.headers.get("x-client-address") ?? ""),
    offers: channelOffers(settings().env),
    fixed,
    language: fixed ?? languageOf(request.headers.get("x-page-language")) ?? first,
    done: new URL(request.url).searchParams.get("done"),
  };
}

/** What a form holds, in either encoding of forms; nothing for what cannot be read as one. Files are no texts. */
async function readSent(request: Request): Promise<Sent> {
  const form = request.method === "POST" ? await request.formData().catch(() => null) : null;
  const texts = (name: string) =>
    (form?.getAll(name) ?? []).filter((value): value is string => typeof value === "string");
  return { getAll: texts, get: (name) => texts(name)[0] ?? null };
}
