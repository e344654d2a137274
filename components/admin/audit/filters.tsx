"use client";
import { auditWord } from "#lib/domain/words/audit.ts";
import { useAdmin } from "../client/context.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";

/** As they stand in the address. `since` and `until` are days of the page's zone. */
export type Filters = {
  actor?: string;
  action?: string;
  object?: string;
  since?: string;
  until?: string;
};

/** The query that says these filters; empty ones are left out, so that addresses stay short. */
export function queryOf(values: Filters & { after?: string }): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** A plain form that asks by its address: it works without a script, and its address can be sent to somebody. */
export function AuditFilters({ filters }: { filters: Filters }) {
  const { language } = useAdmin();
  const hasFilter = Object.values(filters).some(Boolean);
  return (
    <form action="/admin/audit" className="mb-4 grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-5">
      <TextField
        name="actor"
        label={auditWord("actor", language)}
        hint={auditWord("actor_hint", language)}
        defaultValue={filters.actor}
      />
      <TextField
        name="action"
        label={auditWord("action", language)}
        hint={auditWord("action_hint", language)}
        defaultValue={filters.action}
      />
      <TextField
        name="object"
        label={auditWord("object", language)}
        hint={auditWord("object_hint", language)}
        defaultValue={filters.object}
      />
      <TextField name="since" type="date" label={auditWord("since", language)} defaultValue={filters.since} />
      <TextField name="until" type="date" label={auditWord("until", language)} defaultValue={filters.until} />
      <div className="flex gap-2 sm:col-span-2 lg:col-span-5">
        <Button type="submit">{auditWord("apply", language)}</Button>
        {hasFilter && <ButtonLink href="/admin/audit">{auditWord("clear", language)}</ButtonLink>}
      </div>
    </form>
  );
}
