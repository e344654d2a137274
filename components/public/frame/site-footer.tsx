import type { Reader } from "#components/ui/reader.ts";
import { toldText } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import { zoneName } from "#lib/domain/moments.ts";
import { historyPath, managePath, sloPath, statusPath, uptimePath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { sloWord } from "#lib/domain/words/public-slos.ts";

const KNOWN_LINKS = ["website", "support"] as const;
const FEEDS = [
  ["history.rss", "RSS"],
  ["history.atom", "Atom"],
  ["feed.json", "JSON Feed"],
  ["maintenance.ics", null],
] as const;
const isWebUrl = (url: string) => /^https?:\/\//.test(url);

export function SiteFooter({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const { page, policy } = snapshot;
  const { language } = reader;
  const percent = (weight: number) => String(Math.round(weight * 100));
  const zone = `${page.timeZone} (${zoneName(reader.nowAt, page.timeZone)})`;
  return (
    <footer className="site">
      <details>
        <summary>{word("method", language)}</summary>
        <p>
          {word("method_body", language, {
            major: percent(policy.weights.major_outage),
            partial: percent(policy.weights.partial_outage),
            degraded: percent(policy.weights.degraded_performance),
          })}
        </p>
      </details>
      <ul>
        <li>
          <a href={uptimePath(language)}>{word("calendar", language)}</a>
        </li>
        <li>
          <a href={historyPath(language)}>{word("history", language)}</a>
        </li>
        {snapshot.slos.length > 0 && (
          <li>
            <a href={sloPath(language)}>{sloWord("title", language)}</a>
          </li>
        )}
        {FEEDS.map(([name, title]) => (
          <li key={name}>
            <a href={`${statusPath(language)}/${name}`}>{title ?? word("calendar_feed", language)}</a>
          </li>
        ))}
        <li>
          <a href={managePath(language)} rel="nofollow">
            {word("manage_subscription", language)}
          </a>
        </li>
        <li>
          <a href="/api/v2/summary.json">{word("public_api", language)}</a>
        </li>
        <li>
          <a href="/api/public/v1/uptime.json">{word("uptime_data", language)}</a>
        </li>
        {KNOWN_LINKS.filter((key) => isWebUrl(page.links[key] ?? "")).map((key) => (
          <li key={key}>
            <a href={page.links[key]}>{word(key, language)}</a>
          </li>
        ))}
      </ul>
      <p>
        {`${word("all_times_in", language, { zone })} ${word("operated_by", language, { name: toldText(page, reader) })}`}
      </p>
    </footer>
  );
}
