import type { Language } from "#lib/domain/language.ts";
import { managePath, statusPath, subscribePath } from "#lib/domain/paths.ts";
import type { DeadEnd } from "#lib/domain/subscribers/screen.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import { Said } from "../subscribe/said.tsx";

/** Nothing to show, told calmly, with what can be done instead. */
export function DeadEndPage({ why, language }: { why: DeadEnd; language: Language }) {
  const isLink = why === "link";
  return (
    <Said title={subscriptionWord(`dead_${why}_title`, language)}>
      <p>{subscriptionWord(`dead_${why}`, language)}</p>
      <p className="steps">
        {isLink ? (
          <>
            <a className="button" href={managePath(language)}>
              {subscriptionWord("ask", language)}
            </a>
            <a href={subscribePath(language)}>{subscribeWord("title", language)}</a>
          </>
        ) : (
          <a className="button" href={statusPath(language)}>
            {subscriptionWord("back", language)}
          </a>
        )}
      </p>
    </Said>
  );
}
