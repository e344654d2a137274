import type { Language } from "#lib/domain/language.ts";
import { managePath, statusPath } from "#lib/domain/paths.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";

const FEEDS = [
  ["history.atom", "feed_atom"],
  ["history.rss", "feed_rss"],
  ["feed.json", "feed_json"],
  ["maintenance.ics", "feed_ical"],
] as const;

/** What can be read without leaving anything here, and the way to what is subscribed already. */
export function Feeds({ language }: { language: Language }) {
  return (
    <aside className="beside">
      <section>
        <h2>{subscribeWord("feeds", language)}</h2>
        <p className="hint">{subscribeWord("feeds_hint", language)}</p>
        <ul>
          {FEEDS.map(([name, word]) => (
            <li key={name}>
              <a href={`${statusPath(language)}/${name}`}>{subscribeWord(word, language)}</a>
            </li>
          ))}
          <li>
            <a href="/api/v2/summary.json">{subscribeWord("feed_api", language)}</a>
          </li>
        </ul>
      </section>
      <section>
        <h2>{subscribeWord("already", language)}</h2>
        <p>
          <a href={managePath(language)}>{subscribeWord("to_manage", language)}</a>
        </p>
      </section>
    </aside>
  );
}
