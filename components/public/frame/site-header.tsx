import { toldText } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { inLanguage, statusPath, subscribePath } from "#lib/domain/paths.ts";
import type { SnapshotPage } from "#lib/domain/snapshot.ts";
import { Logo } from "./logo.tsx";

const NAMES: Record<Language, string> = { ko: "한국어", en: "English" };

/** `path` is the present page's path in the reader's language: the language links lead to the same page. */
export function SiteHeader({
  page,
  language,
  path,
}: {
  page: SnapshotPage;
  language: Language;
  path: string;
}) {
  const first = page.languages[0] ?? "ko";
  const name = toldText(page, { language, first, timeZone: page.timeZone, nowAt: 0 });
  return (
    <header className="site">
      <a className="home" href={statusPath(language)}>
        <Logo logo={page.logo} />
        {word("status_of", language, { name })}
      </a>
      <a className="join" href={subscribePath(language)}>
        {word("subscribe", language)}
      </a>
      <nav aria-label={word("language", language)}>
        {page.languages.map((one) => (
          <a
            key={one}
            href={inLanguage(path, one)}
            lang={one}
            hrefLang={one}
            aria-current={one === language ? "true" : undefined}
          >
            {NAMES[one]}
          </a>
        ))}
      </nav>
      <button type="button" id="theme" aria-label={word("theme", language)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6v10.8A5.4 5.4 0 0 0 8 2.6z" fillRule="evenodd" />
        </svg>
      </button>
    </header>
  );
}
