"use client";
import type { ReactNode } from "react";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";
import { componentWord } from "#lib/domain/words/components.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Ending } from "../objects/ending.tsx";
import { ReadOnly } from "../objects/notices.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { PageHead, Section } from "../ui/page-head.tsx";
import { ComponentForm } from "./component-form.tsx";
import { ComponentState } from "./component-state.tsx";

type Props = {
  component: ComponentWithStatus;
  groups: ComponentGroup[];
  monitors: { id: string; label: string }[];
  /** The corrections of its past. */
  children: ReactNode;
};

/** One component: its state, settings, monitors, corrections, and its end. */
export function ComponentScreen({ component, groups, monitors, children }: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("components:write");
  return (
    <>
      <PageHead
        title={component.name}
        back={{ href: "/admin/components", label: componentWord("title", language) }}
      />
      <ReadOnly permission="components:write" />
      <ComponentState component={component} />
      <ComponentMonitors component={component} monitors={monitors} />
      <Section title={componentWord("edit_component", language)}>
        <ComponentForm component={component} groups={groups} />
      </Section>
      {children}
      {canWrite && (
        <Ending
          name={component.name}
          act={objectWord("archive", language)}
          why={componentWord("archive_why", language, { count: monitors.length })}
          path={`components/${component.id}`}
          next="/admin/components?done=archived"
        />
      )}
    </>
  );
}

function ComponentMonitors({ component, monitors }: Pick<Props, "component" | "monitors">) {
  const { language } = useAdmin();
  const canAdd = useMay("monitors:write");
  return (
    <Section
      title={componentWord("monitors", language)}
      action={
        canAdd && (
          <ButtonLink href={`/admin/monitors/new?component=${component.id}`}>
            {componentWord("add_monitor", language)}
          </ButtonLink>
        )
      }
    >
      {monitors.length === 0 ? (
        <p className="text-muted">{componentWord("no_monitors", language)}</p>
      ) : (
        <ul className="divide-y divide-line rounded-box border border-line bg-surface">
          {monitors.map(({ id, label }) => (
            <li key={id} className="px-4 py-2">
              <a className="text-link" href={`/admin/monitors/${id}`}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The screen of a new component. */
export function NewComponent({ groups }: { groups: ComponentGroup[] }) {
  const { language } = useAdmin();
  return (
    <>
      <PageHead
        title={componentWord("new_component", language)}
        back={{ href: "/admin/components", label: componentWord("title", language) }}
      />
      <ReadOnly permission="components:write" />
      <ComponentForm groups={groups} />
    </>
  );
}
