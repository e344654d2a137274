"use client";
import { type FormEvent, useState } from "react";
import type { Component } from "#lib/domain/page/component.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";
import { componentWord } from "#lib/domain/words/components.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Ending } from "../objects/ending.tsx";
import { ReadOnly } from "../objects/notices.tsx";
import { OtherLanguages } from "../objects/texts.tsx";
import { Button } from "../ui/button.tsx";
import { CheckField, TextArea, TextField } from "../ui/field.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";

type Props = { group?: ComponentGroup; components: Component[] };

/** A new group, or one with its texts and members. */
export function GroupScreen({ group, components }: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("components:write");
  return (
    <>
      <PageHead
        title={group?.name ?? componentWord("new_group", language)}
        back={{ href: "/admin/components", label: componentWord("title", language) }}
      />
      <ReadOnly permission="components:write" />
      <GroupForm group={group} components={components} />
      {group && canWrite && (
        <Ending
          name={group.name}
          act={componentWord("delete_group", language)}
          why={componentWord("delete_group_why", language, { count: group.componentIds.length })}
          path={`component-groups/${group.id}`}
          next="/admin/components?done=saved"
        />
      )}
    </>
  );
}

function GroupForm({ group, components }: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("components:write");
  const { send, isBusy, refusal, faultAt } = useCall();
  const [name, setName] = useState(group?.name ?? "");
  const [description, setDescription] = useState(group?.description ?? "");
  const [translations, setTranslations] = useState(group?.translations ?? {});
  const [members, setMembers] = useState<readonly string[]>(group?.componentIds ?? []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const ordered = components.map(({ id }) => id).filter((id) => members.includes(id));
    const body = {
      component_group: { name, description: description || null, translations, components: ordered },
    };
    const answer = group
      ? await send("PATCH", `component-groups/${group.id}`, body)
      : await send("POST", "component-groups", body);
    if (answer.ok) location.assign("/admin/components?done=saved");
  };
  const pick = (id: string, isPicked: boolean) =>
    setMembers(isPicked ? [...members, id] : members.filter((one) => one !== id));
  return (
    <form onSubmit={submit} className="mb-8 max-w-2xl">
      <Refusal refusal={refusal} />
      <fieldset disabled={!canWrite} className="grid gap-5">
        <TextField
          label={objectWord("name", language)}
          value={name}
          onChange={(event) => setName(event.target.value)}
          fault={faultAt("component_group.name")}
          required
          maxLength={255}
        />
        <TextArea
          label={objectWord("description", language)}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          fault={faultAt("component_group.description")}
          rows={3}
          isOptional
        />
        <OtherLanguages
          labels={{ name: objectWord("name", language), description: objectWord("description", language) }}
          value={translations}
          onChange={setTranslations}
          faultAt={faultAt}
          noun="component_group"
        />
        <Members components={components} members={members} pick={pick} />
        {canWrite && (
          <div>
            <Button type="submit" look="primary" isBusy={isBusy}>
              {objectWord(group ? "save_changes" : "create", language)}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}

type MemberProps = {
  components: Component[];
  members: readonly string[];
  pick: (id: string, isPicked: boolean) => void;
};

function Members({ components, members, pick }: MemberProps) {
  const { language } = useAdmin();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">{componentWord("members", language)}</legend>
      <p className="text-sm text-muted">
        {componentWord(components.length === 0 ? "no_components_to_pick" : "members_hint", language)}
      </p>
      {components.map((component) => (
        <CheckField
          key={component.id}
          label={component.name}
          checked={members.includes(component.id)}
          onChange={(event) => pick(component.id, event.target.checked)}
        />
      ))}
    </fieldset>
  );
}
