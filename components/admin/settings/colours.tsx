"use client";
import { type FormEvent, useState } from "react";
import {
  checkContrast,
  isColour,
  THEME_COLOURS,
  THEME_MODES,
  type Theme,
  type ThemeColour,
  type ThemeToken,
} from "#lib/domain/page/theme.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { settingWord } from "#lib/domain/words/settings.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ColourPreview } from "./colour-preview.tsx";
import { Newer } from "./newer.tsx";
import { usePagePatch } from "./use-page-patch.ts";

/** What the public page has by itself; a colour that is not set is this one. */
export const OWN: Record<ThemeToken, string> = {
  link_light: "#1f55a8",
  link_dark: "#8ab4f8",
  accent_light: "#1f55a8",
  accent_dark: "#8ab4f8",
  header_light: "#ffffff",
  header_dark: "#161b22",
};

/** Colours by token with their contrast as one types, and a piece of the page in them. */
export function ColourSettings({ theme, revision }: { theme: Theme; revision: number }) {
  const { language } = useAdmin();
  const { store, newer, isBusy, refusal, fault } = usePagePatch(revision, "look");
  const [values, setValues] = useState<Theme>(theme);
  const set = (token: ThemeToken, colour: string | undefined) => {
    const { [token]: _, ...rest } = values;
    setValues(colour === undefined ? rest : { ...rest, [token]: colour });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void store({ theme: values });
  };
  return (
    <Section title={settingWord("colours", language)} lead={settingWord("colours_lead", language)}>
      <form onSubmit={submit} noValidate>
        <Newer newer={newer} fields={["theme"]} />
        {!newer && <Refusal refusal={refusal} />}
        <div className="grid gap-4">
          {THEME_COLOURS.map((colour) => (
            <fieldset key={colour} className="rounded-box border border-line bg-surface p-4">
              <legend className="px-1 font-medium">{settingWord(`${colour}_colour`, language)}</legend>
              <p className="mb-3 text-sm text-muted">{settingWord(`${colour}_why`, language)}</p>
              <div className="grid gap-4 md:grid-cols-2">
                {THEME_MODES.map((mode) => (
                  <ColourField
                    key={mode}
                    name={`${settingWord(`${colour}_colour`, language)} · ${settingWord(mode, language)}`}
                    token={`${colour}_${mode}` as ThemeToken}
                    value={values[`${colour}_${mode}` as ThemeToken]}
                    onChange={set}
                    fault={fault(`theme.${colour}_${mode}`)}
                  />
                ))}
              </div>
            </fieldset>
          ))}
        </div>
        <ColourPreview values={values} />
        <Button type="submit" look="primary" isBusy={isBusy}>
          {objectWord("save_changes", language)}
        </Button>
      </form>
    </Section>
  );
}

type FieldProps = {
  name: string;
  token: ThemeToken;
  value: string | undefined;
  onChange: (token: ThemeToken, colour: string | undefined) => void;
  fault: string | undefined;
};

function ColourField({ name, token, value, onChange, fault }: FieldProps) {
  const { language } = useAdmin();
  const id = `colour-${token}`;
  const shown = value ?? OWN[token];
  const isSet = value !== undefined;
  const told = isSet ? contrastText(token, value, language) : null;
  return (
    <div>
      <label htmlFor={id} className="text-sm font-medium">
        {name}
      </label>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <input
          type="color"
          aria-label={name}
          value={isColour(shown) ? shown : "#000000"}
          onChange={(event) => onChange(token, event.target.value)}
          className="h-10 w-12 flex-none cursor-pointer rounded-box border border-line bg-surface p-1"
        />
        <input
          id={id}
          type="text"
          aria-label={settingWord("hex", language, { name })}
          aria-describedby={`${id}-told`}
          aria-invalid={told?.isBad || undefined}
          value={value ?? ""}
          placeholder={OWN[token]}
          spellCheck={false}
          onChange={(event) => onChange(token, event.target.value === "" ? undefined : event.target.value)}
          className="min-h-10 w-28 rounded-box border border-line bg-surface px-3 font-mono aria-invalid:border-danger-mark"
        />
        {isSet && (
          <Button look="quiet" onClick={() => onChange(token, undefined)}>
            {settingWord("use_own", language)}
          </Button>
        )}
      </div>
      <p
        id={`${id}-told`}
        role="status"
        className={`mt-1 min-h-6 text-sm ${told?.isBad ? "text-danger" : "text-muted"}`}
      >
        {told?.text ?? fault ?? ""}
      </p>
    </div>
  );
}

function contrastText(token: ThemeToken, value: string, language: "ko" | "en") {
  if (!isColour(value)) return { text: settingWord("hex_fault", language), isBad: true };
  const check = checkContrast(token, value);
  if (!check) return null;
  const { ground, ratio, needed, isEnough } = check;
  const text = isEnough
    ? settingWord("contrast", language, { ground, ratio })
    : settingWord("contrast_low", language, { ground, ratio, needed });
  return { text, isBad: !isEnough };
}

export type { ThemeColour };
