"use client";
import { type ComponentChoice, fullName, otherNames } from "#lib/domain/incidents/desk/choices.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { useAdmin } from "../client/context.tsx";
import { PickBox } from "../pick/pick-box.tsx";

/** Which components a window concerns: found by first letters, each with a way out. */
export function ComponentSet({
  choices,
  ids,
  onChange,
}: {
  choices: readonly ComponentChoice[];
  ids: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const { language } = useAdmin();
  return (
    <div className="grid gap-2">
      <PickBox
        label={maintenanceWord("components", language)}
        hint={maintenanceWord("components_hint", language)}
        items={choices.filter(({ id }) => !ids.includes(id))}
        keyOf={({ id }) => id}
        textOf={fullName}
        alsoNamed={otherNames}
        onPick={({ id }) => onChange([...ids, id])}
      />
      <ul className="flex flex-wrap gap-2">
        {ids.map((id) => {
          const component = choices.find((one) => one.id === id);
          const name = component ? fullName(component) : id;
          return (
            <li
              key={id}
              className="inline-flex items-center rounded-box border border-line bg-surface pl-3 under_maintenance"
            >
              {name}
              <button
                type="button"
                aria-label={composerWord("remove", language, { name })}
                className="size-10 text-muted max-sm:size-11"
                onClick={() => onChange(ids.filter((one) => one !== id))}
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
