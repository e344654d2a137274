"use client";
import { type FormEvent, useState } from "react";
import type { Language, Translations } from "#lib/domain/language.ts";
import type { Page } from "#lib/domain/page/page.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { settingWord } from "#lib/domain/words/settings.ts";
import { useAdmin } from "../client/context.tsx";
import { OtherLanguages } from "../objects/texts.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { type LinkRow, LinkRows, linksOf, rowsOf } from "./links.tsx";
import { Newer } from "./newer.tsx";
import { usePagePatch } from "./use-page-patch.ts";

type Props = {
  page: Pick<Page, "name" | "timeZone" | "languages" | "translations" | "links" | "revision">;
  zones: readonly string[];
};

const ORDERS = { ko_en: ["ko", "en"], en_ko: ["en", "ko"], ko: ["ko"], en: ["en"] } as const satisfies Record<
  string,
  readonly Language[]
>;
type Order = keyof typeof ORDERS;

/** Name, zone, languages and links. */
export function GeneralSettings({ page, zones }: Props) {
  const { language } = useAdmin();
  const { store, newer, isBusy, refusal, fault } = usePagePatch(page.revision, "general");
  const [name, setName] = useState(page.name);
  const [translations, setTranslations] = useState<Translations>(page.translations);
  const [timeZone, setTimeZone] = useState(page.timeZone);
  const [order, setOrder] = useState<Order>(page.languages.join("_") as Order);
  const [links, setLinks] = useState<LinkRow[]>(rowsOf(page.links));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const languages = ORDERS[order];
    void store({ name, translations, time_zone: timeZone, languages, links: linksOf(links) });
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
      <div>
        <Newer newer={newer} fields={["name", "time_zone", "languages", "links"]} />
        {!newer && <Refusal refusal={refusal} />}
      </div>
      <TextField
        label={settingWord("page_name", language)}
        value={name}
        onChange={(event) => setName(event.target.value)}
        fault={fault("name")}
        maxLength={255}
      />
      <OtherLanguages
        labels={{ name: settingWord("page_name", language) }}
        value={translations}
        onChange={setTranslations}
        faultAt={(path) => fault(path.replace(/^page\./, ""))}
        noun="page"
      />
      <TextField
        label={settingWord("zone", language)}
        hint={settingWord("zone_hint", language)}
        value={timeZone}
        onChange={(event) => setTimeZone(event.target.value)}
        fault={fault("time_zone")}
        list="zones"
        autoComplete="off"
      />
      <datalist id="zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <SelectField
        label={settingWord("languages", language)}
        hint={settingWord("languages_hint", language)}
        value={order}
        onChange={(event) => setOrder(event.target.value as Order)}
        fault={fault("languages")}
      >
        {(Object.keys(ORDERS) as Order[]).map((one) => (
          <option key={one} value={one}>
            {settingWord(one, language)}
          </option>
        ))}
      </SelectField>
      <LinkRows rows={links} onChange={setLinks} fault={fault} />
      <div>
        <Button type="submit" look="primary" isBusy={isBusy}>
          {objectWord("save_changes", language)}
        </Button>
      </div>
    </form>
  );
}
