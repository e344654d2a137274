"use client";
import { momentText } from "#lib/domain/moments.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useOnce } from "../client/use-once.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Refusal } from "../ui/refusal.tsx";

type Props = { subscriber: Subscriber };
type Act = { path: string; done: string };

/** Calls an act of one subscriber and tells on the same screen what was done. */
export function useSubscriberAct(subscriber: Subscriber) {
  const calls = useOnce();
  const act = async ({ path, done }: Act) => {
    const answer = await calls.sendOnce("POST", `subscribers/${subscriber.id}/${path}`, path, () => ({}));
    if (answer?.ok) goWith(done);
  };
  return { ...calls, act };
}

/** Why nothing is sent to somebody, and what can be done about it; nothing where all is well. */
export function Standing({ subscriber }: Props) {
  const { act, isBusy, refusal } = useSubscriberAct(subscriber);
  return (
    <>
      <Refusal refusal={refusal} />
      <Pending subscriber={subscriber} act={act} isBusy={isBusy} />
      <Quarantined subscriber={subscriber} act={act} isBusy={isBusy} />
      <Unsubscribed subscriber={subscriber} />
      <Failing subscriber={subscriber} />
    </>
  );
}

type ActProps = Props & { act: (act: Act) => Promise<void>; isBusy: boolean };

const useMoment = () => {
  const { language, timeZone } = useAdmin();
  return (at: number) => momentText(at, "full", timeZone, language);
};

function Pending({ subscriber: { state, purgeAt }, act, isBusy }: ActProps) {
  const { language } = useAdmin();
  const moment = useMoment();
  if (state !== "pending") return null;
  return (
    <Notice
      tone="warn"
      title={subscriberWord("pending_told", language)}
      action={
        <Button
          isBusy={isBusy}
          onClick={() => void act({ path: "resend_confirmation", done: subscriberWord("resent", language) })}
        >
          {subscriberWord("resend", language)}
        </Button>
      }
    >
      {purgeAt === null
        ? subscriberWord("pending_why_open", language)
        : subscriberWord("pending_why", language, { time: moment(purgeAt) })}
    </Notice>
  );
}

function Reactivate({ act, isBusy }: Pick<ActProps, "act" | "isBusy">) {
  const { language } = useAdmin();
  return (
    <Button
      isBusy={isBusy}
      onClick={() => void act({ path: "reactivate", done: subscriberWord("reactivated", language) })}
    >
      {subscriberWord("reactivate", language)}
    </Button>
  );
}

function Quarantined({ subscriber, act, isBusy }: ActProps) {
  const { language } = useAdmin();
  const moment = useMoment();
  const { state, channel, quarantinedAt, quarantineReason, purgeAt } = subscriber;
  if (state !== "quarantined") return null;
  return (
    <Notice
      tone="danger"
      title={subscriberWord("quarantined_told", language)}
      action={<Reactivate act={act} isBusy={isBusy} />}
    >
      {quarantinedAt !== null && (
        <p>
          {subscriberWord("quarantined_since", language, {
            time: moment(quarantinedAt),
            reason: quarantineReason ?? subscriberWord("unknown", language),
          })}
        </p>
      )}
      <p>{subscriberWord(`quarantine_${channel}`, language)}</p>
      {purgeAt !== null && <p>{subscriberWord("purged_on", language, { time: moment(purgeAt) })}</p>}
    </Notice>
  );
}

function Unsubscribed({ subscriber }: Props) {
  const { language } = useAdmin();
  const moment = useMoment();
  const { state, unsubscribedAt, purgeAt } = subscriber;
  if (state !== "unsubscribed") return null;
  return (
    <Notice title={subscriberWord("unsubscribed_told", language)}>
      {unsubscribedAt !== null && (
        <p>{subscriberWord("unsubscribed_why", language, { time: moment(unsubscribedAt) })}</p>
      )}
      {purgeAt !== null && <p>{subscriberWord("purged_on", language, { time: moment(purgeAt) })}</p>}
    </Notice>
  );
}

function Failing({ subscriber: { state, failures, failingSince } }: Props) {
  const { language } = useAdmin();
  const moment = useMoment();
  if (state !== "active" || failures === 0 || failingSince === null) return null;
  return (
    <Notice tone="warn">
      {subscriberWord("failing", language, { n: failures, time: moment(failingSince) })}
    </Notice>
  );
}
