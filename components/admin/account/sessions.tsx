"use client";
import { useState } from "react";
import { peopleWord } from "#lib/domain/words/people.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { useMoment } from "../team/moment.ts";
import { Button } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Table } from "../ui/table.tsx";

export type OwnSession = {
  id: string;
  created_at: string;
  seen_at: string;
  address: string | null;
  browser: string | null;
  current: boolean;
};

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = ["Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux"] as const;

/** "Chrome, Android" of what a browser says of itself; null where it says nothing known. */
function browserName(agent: string | null): string | null {
  const browser = BROWSERS.find(([mark]) => agent?.includes(mark))?.[1];
  const system = SYSTEMS.find((name) => agent?.includes(name))?.replace(" OS X", "");
  return [browser, system].filter(Boolean).join(", ") || null;
}

/** Where one is signed in, and how to end that. */
export function Sessions({ sessions }: { sessions: OwnSession[] }) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const [known, setKnown] = useState(sessions);
  const end = async (id: string) => {
    const answer = await send("DELETE", `account/sessions/${id}`);
    if (answer.ok || answer.status === 404) setKnown((all) => all.filter((one) => one.id !== id));
  };
  const endOthers = async () => {
    const answer = await send("DELETE", "account/sessions");
    if (answer.ok) setKnown((all) => all.filter((one) => one.current));
  };
  return (
    <Section
      title={peopleWord("sessions", language)}
      lead={peopleWord("sessions_lead", language)}
      action={
        known.length > 1 && (
          <Button isBusy={isBusy} onClick={endOthers}>
            {peopleWord("session_end_others", language)}
          </Button>
        )
      }
    >
      <Refusal refusal={refusal} />
      <SessionTable sessions={known} isBusy={isBusy} onEnd={end} />
    </Section>
  );
}

function SessionTable({
  sessions,
  isBusy,
  onEnd,
}: {
  sessions: OwnSession[];
  isBusy: boolean;
  onEnd: (id: string) => void;
}) {
  const { language } = useAdmin();
  const moment = useMoment();
  const nameOf = (one: OwnSession) => browserName(one.browser) ?? peopleWord("unknown_browser", language);
  return (
    <Table
      caption={peopleWord("sessions", language)}
      rows={sessions}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "browser",
          head: peopleWord("session_browser", language),
          cell: (one) => (
            <>
              {nameOf(one)} {one.current && <Tag tone="good">{peopleWord("session_here", language)}</Tag>}
            </>
          ),
        },
        {
          key: "address",
          head: peopleWord("session_address", language),
          cell: ({ address }) => address ?? "-",
        },
        {
          key: "since",
          head: peopleWord("session_since", language),
          cell: ({ created_at }) => moment(created_at),
        },
        {
          key: "seen",
          head: peopleWord("last_seen", language),
          cell: ({ seen_at }) => moment(seen_at),
        },
        {
          key: "end",
          head: peopleWord("acts", language),
          cell: (one) =>
            one.current ? null : (
              <Button
                isBusy={isBusy}
                aria-label={`${peopleWord("session_end", language)}: ${nameOf(one)}`}
                onClick={() => onEnd(one.id)}
              >
                {peopleWord("session_end", language)}
              </Button>
            ),
        },
      ]}
    />
  );
}
