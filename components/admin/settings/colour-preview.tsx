"use client";
import { useEffect, useRef } from "react";
import {
  checkContrast,
  isColour,
  THEME_MODES,
  type Theme,
  type ThemeMode,
  type ThemeToken,
  textOn,
} from "#lib/domain/page/theme.ts";
import { settingWord } from "#lib/domain/words/settings.ts";
import { useAdmin } from "../client/context.tsx";
import { OWN } from "./colours.tsx";

/** A head, a link and a button of the public page in the chosen colours, light and dark beside each other. */
export function ColourPreview({ values }: { values: Theme }) {
  return (
    <div className="my-6 grid gap-4 md:grid-cols-2" aria-hidden="true">
      {THEME_MODES.map((mode) => (
        <Piece key={mode} mode={mode} values={values} />
      ))}
    </div>
  );
}

/** Colours are set by script on the element: the page's policy allows no style in its markup. */
function Piece({ mode, values }: { mode: ThemeMode; values: Theme }) {
  const { language, pageName } = useAdmin();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const colour = (name: "link" | "accent" | "header") => {
      const token = `${name}_${mode}` as ThemeToken;
      const value = values[token];
      // What cannot be read is not stored either: the words beside the field say so.
      const isGood =
        value !== undefined && isColour(value) && checkContrast(token, value)?.isEnough !== false;
      return isGood ? value : OWN[token];
    };
    const set = (name: string, value: string) => ref.current?.style.setProperty(name, value);
    set("--shown-link", colour("link"));
    set("--shown-accent", colour("accent"));
    set("--shown-on-accent", textOn(colour("accent")));
    set("--shown-header", colour("header"));
    set("--shown-on-header", textOn(colour("header")));
  }, [values, mode]);
  const ground = mode === "dark" ? "bg-[#0f1318] text-[#e8ebf0]" : "bg-[#f7f8fa] text-[#1a1f26]";
  return (
    <div ref={ref} className={`overflow-hidden rounded-box border border-line ${ground}`}>
      <div className="flex items-center justify-between gap-2 bg-[var(--shown-header)] px-4 py-3 text-[var(--shown-on-header)]">
        <strong>{pageName}</strong>
        <span className="rounded-box bg-[var(--shown-accent)] px-3 py-1 text-sm text-[var(--shown-on-accent)]">
          {settingWord("sample_button", language)}
        </span>
      </div>
      <p className="px-4 py-4 text-[var(--shown-link)] underline">{settingWord("sample_link", language)}</p>
    </div>
  );
}
