"use client";
import { useState } from "react";
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
type Act = "resend" | "reactivate" | "unsubscribe";

const CALLS = {
  resend: (id: string) => ["POST", `subscribers/${id}/resend_confirmation`, {}] as const,
  reactivate: (id: string) => ["POST", "subscribers/reactivate", { subscribers: [id] }] as const,
  unsubscribe: (id: string) => ["DELETE", `subscribers/${id}`, undefined] as const,
};
const DONE = { resend: "resent", reactivate: "reactivated", unsubscribe: "unsubscribe_done" } as const;

/** Calls an act of one subscriber and tells on the same screen what was done. */
export function useSubscriberAct({ id }: Pick<Subscriber, "id">) {
  const { language } = useAdmin();
  const calls = useOnce();
  const [isRefused, setRefused] = useState(false);
  const act = async (one: Act) => {
    const [method, path, body] = CALLS[one](id);
    const answer = await calls.sendOnce<unknown>(method, path, one, () => body);
    // Of many at once those are answered to whom it was done: nobody, then.
    const isNobody = answer?.ok === true && Array.isArray(answer.body) && answer.body.length === 0;
    setRefused(isNobody);
    if (answer?.ok && !isNobody) goWith(subscriberWord(DONE[one], language));
  };
  return { ...calls, act, isRefused };
}

/** Why nothing is sent to somebody, and what can be done about it; nothing where all is well. */
export function Standing({ subscriber }: Props) {
  const { language } = useAdmin();
  const { act, isBusy, refusal, isRefused } = useSubscriberAct(subscriber);
  return (
    <>
      <Refusal refusal={refusal} />
      {isRefused && (
        <Notice tone="danger" isUrgent>
          {subscriberWord("reactivate_refused", language)}
        </Notice>
      )}
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
        <Button isBusy={isBusy} onClick={() => void act("resend")}>
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
    <Button isBusy={isBusy} onClick={() => void act("reactivate")}>
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
