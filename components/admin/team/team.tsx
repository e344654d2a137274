"use client";
import { useState } from "react";
import { ROLES, type Role } from "#lib/domain/people/permission.ts";
import { peopleWord } from "#lib/domain/words/people.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { CopyBox } from "../ui/copy-box.tsx";
import { Notice } from "../ui/notice.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Invitations } from "./invitations.tsx";
import { MemberTable } from "./member-table.tsx";
import { useMoment } from "./moment.ts";
import type { OpenInvitation, TeamPerson } from "./person.ts";

export type MemberAct = "reset" | "sign_out" | "factor";
type Outcome = { text: string } | { link: string; person: TeamPerson; until: string } | null;

/** The team: who may what, the ways to help somebody back in, and invitations. */
export function Team({ members, invitations }: { members: TeamPerson[]; invitations: OpenInvitation[] }) {
  const { language } = useAdmin();
  const [people, setPeople] = useState(members);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const { send, isBusy, refusal } = useCall();
  const moment = useMoment();
  const update = async (person: TeamPerson, member: { role?: Role; disabled?: boolean }) => {
    setOutcome(null);
    const answer = await send<TeamPerson>("PATCH", `team/${person.id}`, { member });
    if (!answer.ok) return false;
    setPeople((known) => known.map((one) => (one.id === person.id ? answer.body : one)));
    setOutcome({ text: peopleWord("role_changed", language) });
    return true;
  };
  const act = async (person: TeamPerson, what: MemberAct) => {
    setOutcome(null);
    if (what === "reset") {
      const answer = await send<{ url: string; expires_at: string }>("POST", `team/${person.id}/reset-link`);
      if (answer.ok) setOutcome({ link: answer.body.url, person, until: moment(answer.body.expires_at) });
      return;
    }
    const path = what === "factor" ? "second-factor" : "sessions";
    const answer = await send("DELETE", `team/${person.id}/${path}`);
    if (!answer.ok) return;
    if (what === "factor")
      setPeople((known) =>
        known.map((one) => (one.id === person.id ? { ...one, second_factor: false } : one)),
      );
    setOutcome({ text: peopleWord(what === "factor" ? "removed_factor" : "signed_out_person", language) });
  };
  return (
    <>
      <Refusal refusal={refusal} />
      {outcome && "text" in outcome && <Notice tone="good">{outcome.text}</Notice>}
      {outcome && "link" in outcome && (
        <div className="mb-6">
          <CopyBox
            label={peopleWord("reset_link", language)}
            value={outcome.link}
            hint={peopleWord("reset_link_hint", language, {
              email: outcome.person.email,
              until: outcome.until,
            })}
          />
        </div>
      )}
      <Section title={shellWord("team", language)}>
        <MemberTable people={people} isBusy={isBusy} onUpdate={update} onAct={act} />
        <Roles />
      </Section>
      <Invitations invitations={invitations} />
    </>
  );
}

/** What each role may do, in one place. */
function Roles() {
  const { language } = useAdmin();
  return (
    <dl className="mt-4 grid gap-1 text-sm text-muted">
      {ROLES.map((role) => (
        <div key={role} className="flex gap-2">
          <dt className="w-24 shrink-0 font-medium">{shellWord(`role_${role}`, language)}</dt>
          <dd>{peopleWord(`role_what_${role}`, language)}</dd>
        </div>
      ))}
    </dl>
  );
}
