import "server-only";
import { cookies, headers } from "next/headers";
import { LANGUAGES, type Language } from "#lib/domain/language.ts";
import { chooseLanguage } from "./request/accept-language.ts";

/** Written by the admin's own menu. */
const LANGUAGE_COOKIE = "admin_language";

/** The admin's language: chosen in its menu, else the person's own, else the browser's first of ours. */
export async function adminLanguage(own: Language | null): Promise<Language> {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return (
    LANGUAGES.find((one) => one === chosen) ??
    own ??
    chooseLanguage((await headers()).get("accept-language"), LANGUAGES)
  );
}
