import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Language } from "#lib/domain/language.ts";
import { statusPath, subscribePath } from "#lib/domain/paths.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import { Said, Sentence } from "./said.tsx";

type Props = { channel: Channel; destination: string; eventId: string | null; language: Language };

/** The same for who is new, waiting and known already: strangers learn nothing. */
export function SentPage({ channel, language, ...about }: Props) {
  return (
    <Said title={subscriptionWord(titleOf(channel), language)}>
      <Told channel={channel} language={language} {...about} />
      <p className="steps">
        <a className="button" href={statusPath(language)}>
          {subscriptionWord("back", language)}
        </a>
        <a href={subscribePath(language)}>{subscriptionWord("another", language)}</a>
      </p>
    </Said>
  );
}

function Told({ channel, destination, eventId, language }: Props) {
  if (channel === "email")
    return (
      <>
        <Sentence text={subscriptionWord("sent_mail", language, { destination })} part={destination} />
        <p className="hint">
          {subscriptionWord(eventId ? "sent_mail_why_event" : "sent_mail_why", language)}
        </p>
      </>
    );
  return (
    <>
      <p>{subscriptionWord(channel === "webhook" ? "sent_hook" : "sent_post", language)}</p>
      <p className="destination-shown">{destination}</p>
      <p className="hint">{subscriptionWord(eventId ? "sent_post_why_event" : "sent_post_why", language)}</p>
    </>
  );
}

function titleOf(channel: Channel) {
  if (channel === "email") return "sent_title";
  return channel === "webhook" ? "sent_hook_title" : "sent_post_title";
}
