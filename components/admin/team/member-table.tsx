"use client";
import { useState } from "react";
import { ROLES, type Role } from "#lib/domain/people/permission.ts";
import { peopleWord } from "#lib/domain/words/people.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Tag } from "../ui/notice.tsx";
import { Table } from "../ui/table.tsx";
import { useMoment } from "./moment.ts";
import type { TeamPerson } from "./person.ts";
import type { MemberAct } from "./team.tsx";

type Props = {
  people: TeamPerson[];
  isBusy: boolean;
  onUpdate: (person: TeamPerson, change: { role?: Role; disabled?: boolean }) => Promise<boolean>;
  onAct: (person: TeamPerson, what: MemberAct) => Promise<void>;
};

/** Everybody of the team with what can be done for them. */
export function MemberTable({ people, isBusy, onUpdate, onAct }: Props) {
  const { language, person: me } = useAdmin();
  const moment = useMoment();
  const [disabling, setDisabling] = useState<TeamPerson | null>(null);
  return (
    <>
      <Table
        caption={shellWord("team", language)}
        rows={people}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "person",
            head: peopleWord("person", language),
            cell: (one) => <Who person={one} isMe={one.id === me.id} />,
          },
          {
            key: "role",
            head: peopleWord("role", language),
            cell: (one) => (
              <RoleSelect person={one} isBusy={isBusy} onChange={(role) => onUpdate(one, { role })} />
            ),
          },
          {
            key: "protection",
            head: peopleWord("protection", language),
            cell: (one) => <Protection person={one} />,
          },
          {
            key: "seen",
            head: peopleWord("last_seen", language),
            cell: (one) => (one.last_seen_at ? moment(one.last_seen_at) : peopleWord("never", language)),
          },
          {
            key: "acts",
            head: peopleWord("acts", language),
            cell: (one) => (
              <Acts
                person={one}
                isBusy={isBusy}
                onAct={(what) => onAct(one, what)}
                onDisable={() => (one.disabled ? onUpdate(one, { disabled: false }) : setDisabling(one))}
              />
            ),
          },
        ]}
      />
      <DisableDialog
        person={disabling}
        isBusy={isBusy}
        onClose={() => setDisabling(null)}
        onConfirm={(one) => onUpdate(one, { disabled: true })}
      />
    </>
  );
}

/** What disabling does, before it is done. */
function DisableDialog({
  person,
  isBusy,
  onClose,
  onConfirm,
}: {
  person: TeamPerson | null;
  isBusy: boolean;
  onClose: () => void;
  onConfirm: (person: TeamPerson) => Promise<boolean>;
}) {
  const { language } = useAdmin();
  return (
    <Dialog isOpen={person !== null} onClose={onClose} title={peopleWord("disable_title", language)}>
      <p className="mb-4">
        <strong>{person?.name}</strong> ({person?.email}). {peopleWord("disable_why", language)}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
        <Button
          look="danger"
          isBusy={isBusy}
          onClick={async () => {
            if (person) await onConfirm(person);
            onClose();
          }}
        >
          {peopleWord("disable", language)}
        </Button>
      </div>
    </Dialog>
  );
}

function Who({ person, isMe }: { person: TeamPerson; isMe: boolean }) {
  const { language } = useAdmin();
  return (
    <>
      <span className="font-medium">{person.name}</span> {isMe && <Tag>{peopleWord("you", language)}</Tag>}{" "}
      {person.disabled && <Tag tone="warn">{peopleWord("disabled", language)}</Tag>}
      <br />
      <span className="break-all text-sm text-muted">{person.email}</span>
    </>
  );
}

function Protection({ person }: { person: TeamPerson }) {
  const { language } = useAdmin();
  if (!person.second_factor && person.passkeys === 0)
    return <span className="text-muted">{peopleWord("password_only", language)}</span>;
  return (
    <>
      {person.second_factor && <Tag tone="good">{peopleWord("second_factor", language)}</Tag>}{" "}
      {person.passkeys > 0 && (
        <Tag tone="good">{peopleWord("passkey_count", language, { count: person.passkeys })}</Tag>
      )}
    </>
  );
}

function RoleSelect({
  person,
  isBusy,
  onChange,
}: {
  person: TeamPerson;
  isBusy: boolean;
  onChange: (role: Role) => void;
}) {
  const { language } = useAdmin();
  return (
    <select
      aria-label={`${peopleWord("role", language)}: ${person.name}`}
      className="min-h-10 rounded-box border border-line bg-surface px-2"
      value={person.role}
      disabled={isBusy || person.disabled}
      onChange={(event) => onChange(event.target.value as Role)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {shellWord(`role_${role}`, language)}
        </option>
      ))}
    </select>
  );
}

function Acts({
  person,
  isBusy,
  onAct,
  onDisable,
}: {
  person: TeamPerson;
  isBusy: boolean;
  onAct: (what: MemberAct) => void;
  onDisable: () => void;
}) {
  const { language } = useAdmin();
  return (
    <details>
      <summary className="min-h-10 content-center text-link">
        <span className="sr-only">{peopleWord("acts_for", language, { name: person.name })}</span>
        <span aria-hidden="true">{peopleWord("acts", language)}</span>
      </summary>
      <div className="mt-1 grid gap-1">
        {!person.disabled && (
          <>
            <Button isBusy={isBusy} onClick={() => onAct("reset")}>
              {peopleWord("reset_link", language)}
            </Button>
            <Button isBusy={isBusy} onClick={() => onAct("sign_out")}>
              {peopleWord("sign_out_person", language)}
            </Button>
          </>
        )}
        {person.second_factor && (
          <Button isBusy={isBusy} onClick={() => onAct("factor")}>
            {peopleWord("remove_factor", language)}
          </Button>
        )}
        <Button look={person.disabled ? "plain" : "danger"} isBusy={isBusy} onClick={onDisable}>
          {peopleWord(person.disabled ? "enable" : "disable", language)}
        </Button>
      </div>
    </details>
  );
}
