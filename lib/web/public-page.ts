import "server-only";
import { notFound } from "next/navigation";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { readEnv } from "#lib/env.ts";
import { currentDatabaseState, currentSnapshot } from "#lib/usecases/snapshot/current.ts";

export type PublicPage = {
  snapshot: Snapshot;
  language: Language;
  isDatabaseAway: boolean;
  /** PUBLIC_URL without a slash at its end. */
  publicUrl: string;
};

export type LocaleParams = { params: Promise<{ locale: string }> };

/**
 * What a public page is made of. 404 for a language that the page does not have.
 * @throws Error before the first snapshot: our server answers 503 itself and does not ask for the page
 */
export async function publicPage(params: Promise<{ locale: string }>): Promise<PublicPage> {
  const { locale } = await params;
  const snapshot = currentSnapshot();
  if (!snapshot) throw new Error("There is no snapshot yet");
  const language = snapshot.page.languages.find((one) => one === locale);
  if (!language) notFound();
  const publicUrl = readEnv().PUBLIC_URL;
  return { snapshot, language, publicUrl, isDatabaseAway: currentDatabaseState().databaseAway };
}
