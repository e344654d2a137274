"use client";
import { MAX_LINKS } from "#lib/domain/page/page.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { settingWord } from "#lib/domain/words/settings.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";

export type LinkRow = { key: number; name: string; url: string };

export const rowsOf = (links: Record<string, string>): LinkRow[] =>
  Object.entries(links).map(([name, url], key) => ({ key, name, url }));

/** Rows without anything in them are nobody's link. */
export const linksOf = (rows: readonly LinkRow[]): Record<string, string> =>
  Object.fromEntries(
    rows.map(({ name, url }) => [name.trim(), url.trim()] as const).filter(([name, url]) => name || url),
  );

type Props = {
  rows: LinkRow[];
  onChange: (rows: LinkRow[]) => void;
  fault: (name: string) => string | undefined;
};

/** The links of the footer, each with its name and address. */
export function LinkRows({ rows, onChange, fault }: Props) {
  const { language } = useAdmin();
  const set = (key: number, change: Partial<LinkRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  const add = () =>
    onChange([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, name: "", url: "" }]);
  return (
    <fieldset className="grid gap-3">
      <legend className="font-medium">{settingWord("links", language)}</legend>
      <p className="text-sm text-muted">
        {settingWord("links_lead", language)} {settingWord("link_name_hint", language)}
      </p>
      {rows.map((row) => (
        <div key={row.key} className="grid items-end gap-2 md:grid-cols-[10rem_1fr_auto]">
          <TextField
            label={settingWord("link_name", language)}
            value={row.name}
            onChange={(event) => set(row.key, { name: event.target.value })}
          />
          <TextField
            label={settingWord("link_url", language)}
            type="url"
            value={row.url}
            onChange={(event) => set(row.key, { url: event.target.value })}
            fault={fault(`links.${row.name.trim()}`)}
          />
          <Button
            aria-label={settingWord("remove_link", language, { name: row.name })}
            onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
          >
            {objectWord("remove", language)}
          </Button>
        </div>
      ))}
      {fault("links") && <p className="text-sm font-medium text-danger">{fault("links")}</p>}
      {rows.length < MAX_LINKS && (
        <div>
          <Button onClick={add}>{settingWord("add_link", language)}</Button>
        </div>
      )}
    </fieldset>
  );
}
