"use client";
import type { ReactNode } from "react";
import type { ComponentChoice } from "#lib/domain/incidents/desk/choices.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { Fact } from "../incidents/facts.tsx";
import { When } from "../time/when.tsx";
import { Tag } from "../ui/notice.tsx";
import { Box, PageHead, Section } from "../ui/page-head.tsx";
import { ChannelName, SubscriberTag } from "./channel-tag.tsx";
import { ChoicesBox } from "./choices-box.tsx";
import { SubscriberEnding } from "./ending.tsx";
import type { GroupChoice } from "./limit-set.tsx";
import { Standing } from "./standing.tsx";

type Props = {
  subscriber: Subscriber;
  components: readonly ComponentChoice[];
  groups: readonly GroupChoice[];
  /** Incidents that it follows by themselves. */
  followed: readonly { id: string; name: string; href: string }[];
  /** What was sent to it. */
  history: ReactNode;
};

/** One subscriber: how it stands, what it hears of, how it consented, what was sent to it. */
export function SubscriberScreen({ subscriber, components, groups, followed, history }: Props) {
  const { language } = useAdmin();
  return (
    <>
      <Outcome />
      <PageHead
        title={<span className="break-all">{subscriber.destination}</span>}
        lead={
          <span className="inline-flex flex-wrap items-center gap-2">
            <Tag>
              <ChannelName channel={subscriber.channel} />
            </Tag>
            <SubscriberTag state={subscriber.state} />
          </span>
        }
        back={{ href: "/admin/subscribers", label: shellWord("subscribers", language) }}
      />
      <Standing subscriber={subscriber} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <ChoicesBox subscriber={subscriber} components={components} groups={groups} followed={followed} />
          <Section title={subscriberWord("history", language)}>{history}</Section>
        </div>
        <aside>
          <Consent subscriber={subscriber} />
          <SubscriberEnding subscriber={subscriber} />
        </aside>
      </div>
    </>
  );
}

/** How it came to be written to: what must be shown when somebody asks. */
function Consent({ subscriber }: { subscriber: Subscriber }) {
  const { language } = useAdmin();
  const { consentSource, consentAt, noticeVersion, confirmedAt, unsubscribedAt, createdAt } = subscriber;
  return (
    <Section title={subscriberWord("consent", language)}>
      <Box>
        <dl className="grid gap-3">
          <Fact term={subscriberWord("consent_source", language)}>
            {subscriberWord(`source_${consentSource}`, language)}
          </Fact>
          <Fact term={subscriberWord("consent_at", language)}>
            <Instant at={consentAt} otherwise="unknown" />
          </Fact>
          <Fact term={subscriberWord("confirmed_at", language)}>
            <Instant at={confirmedAt} otherwise="not_yet" />
          </Fact>
          {unsubscribedAt !== null && (
            <Fact term={subscriberWord("unsubscribed_at", language)}>
              <Instant at={unsubscribedAt} otherwise="unknown" />
            </Fact>
          )}
          <Fact term={subscriberWord("notice_version", language)}>
            {noticeVersion ?? <span className="text-muted">{subscriberWord("unknown", language)}</span>}
          </Fact>
          <Fact term={subscriberWord("created_at", language)}>
            <Instant at={createdAt} otherwise="unknown" />
          </Fact>
        </dl>
      </Box>
    </Section>
  );
}

function Instant({ at, otherwise }: { at: number | null; otherwise: "unknown" | "not_yet" }) {
  const { language } = useAdmin();
  if (at === null) return <span className="text-muted">{subscriberWord(otherwise, language)}</span>;
  return <When at={at} form="full" />;
}
