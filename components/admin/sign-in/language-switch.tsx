"use client";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useLanguage } from "../client/context.tsx";

const YEAR_SECONDS = 31_536_000;

/** The other language, kept as a cookie because pages are rendered with it. */
export function LanguageSwitch() {
  const language = useLanguage();
  const other = language === "ko" ? "en" : "ko";
  return (
    <button
      type="button"
      lang={other}
      className="min-h-10 justify-self-start text-sm text-link hover:underline"
      onClick={() => {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox
        document.cookie = `admin_language=${other}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
        location.reload();
      }}
    >
      {shellWord("language", language)}
    </button>
  );
}
