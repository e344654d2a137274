"use client";
import { type ComponentChoice, fullName, otherNames } from "#lib/domain/incidents/desk/choices.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { PickBox } from "../pick/pick-box.tsx";

export type GroupChoice = { id: string; name: string };
type Limits = { componentIds: string[]; groupIds: string[] };
type Item = { id: string; name: string; isGroup: boolean; otherNames: string[] };

/** The components and groups that somebody hears of: found by first letters, each with a way out. */
export function LimitSet({
  components,
  groups,
  value,
  onChange,
}: {
  components: readonly ComponentChoice[];
  groups: readonly GroupChoice[];
  value: Limits;
  onChange: (limits: Limits) => void;
}) {
  const { language } = useAdmin();
  const group = subscriberWord("group", language);
  const items: Item[] = [
    ...groups.map(({ id, name }) => ({ id, name, isGroup: true, otherNames: [] })),
    ...components.map((one) => ({
      ...{ id: one.id, name: fullName(one), isGroup: false, otherNames: otherNames(one) },
    })),
  ];
  const chosen = [...value.groupIds, ...value.componentIds];
  const add = ({ id, isGroup }: Item) =>
    onChange(
      isGroup
        ? { ...value, groupIds: [...value.groupIds, id] }
        : { ...value, componentIds: [...value.componentIds, id] },
    );
  const remove = (id: string) =>
    onChange({
      groupIds: value.groupIds.filter((one) => one !== id),
      componentIds: value.componentIds.filter((one) => one !== id),
    });
  return (
    <div className="grid gap-2">
      <PickBox
        label={subscriberWord("limited_add", language)}
        hint={subscriberWord("limited_hint", language)}
        isOptional
        items={items.filter(({ id }) => !chosen.includes(id))}
        keyOf={({ id }) => id}
        textOf={({ name }) => name}
        alsoNamed={(item) => item.otherNames}
        aside={({ isGroup }) => (isGroup ? group : "")}
        onPick={add}
      />
      <ul className="flex flex-wrap gap-2">
        {chosen.map((id) => {
          const item = items.find((one) => one.id === id);
          const name = item?.name ?? id;
          return (
            <li
              key={id}
              className="inline-flex items-center gap-1 rounded-box border border-line bg-surface pl-3"
            >
              {name}
              {item?.isGroup && <span className="text-sm text-muted">({group})</span>}
              <button
                type="button"
                aria-label={subscriberWord("remove", language, { name })}
                className="size-10 text-muted max-sm:size-11"
                onClick={() => remove(id)}
              >
                ✕
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
