"use client";
import { wordOf } from "#lib/domain/words/define.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";

const YEAR_SECONDS = 31_536_000;
const ITEM =
  "flex min-h-10 w-full items-center rounded-box px-3 text-left text-sm no-underline hover:bg-page";

/** Who is signed in, the language of the admin, light or dark, and the way out. */
export function SessionMenu() {
  const { language, person, publicUrl } = useAdmin();
  return (
    <div className="mt-auto grid gap-0.5 border-t border-line pt-3 max-md:mt-3">
      <p className="px-3 text-sm">
        <span className="font-medium">{person.name}</span>{" "}
        <span className="text-muted">{wordOf(shellWord, `role_${person.role}`, language)}</span>
      </p>
      <a className={ITEM} href={publicUrl}>
        {shellWord("public_page", language)}
      </a>
      <button
        type="button"
        className={ITEM}
        lang={language === "ko" ? "en" : "ko"}
        onClick={() => speak(language)}
      >
        {shellWord("language", language)}
      </button>
      <button type="button" className={ITEM} onClick={switchTheme}>
        {shellWord("theme", language)}
      </button>
      <button type="button" className={ITEM} onClick={signOut}>
        {shellWord("sign_out", language)}
      </button>
    </div>
  );
}

/** The admin's language is the browser's until the person chooses one; kept as a cookie because pages are rendered with it. */
function speak(present: "ko" | "en") {
  const other = present === "ko" ? "en" : "ko";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox
  document.cookie = `admin_language=${other}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  location.reload();
}

function switchTheme() {
  const root = document.documentElement;
  const own = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset.theme ?? own) === "dark" ? "light" : "dark";
  root.dataset.theme = next;
  try {
    localStorage.theme = next === own ? "" : next;
  } catch {}
}

async function signOut() {
  await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => null);
  location.assign("/sign-in");
}
