"use client";
import type { Language, Translations } from "#lib/domain/language.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin } from "../client/context.tsx";
import { TextArea, TextField } from "../ui/field.tsx";

type Field = "name" | "description" | "body";
type Labels = { [K in Field]?: string };

type Props = {
  /** Which texts there are, and what they are called. */
  labels: Labels;
  value: Translations;
  onChange: (value: Translations) => void;
  faultAt: (path: string) => string | undefined;
  /** Where the noun stands in the request: "component". */
  noun: string;
};

/** The texts of a noun in the page's other languages, folded until there is one. */
export function OtherLanguages({ labels, value, onChange, faultAt, noun }: Props) {
  const { language, pageLanguages } = useAdmin();
  const set = (other: Language, field: Field, text: string) => {
    const { [field]: _, ...rest } = value[other] ?? {};
    onChange({ ...value, [other]: text === "" ? rest : { ...rest, [field]: text } });
  };
  return pageLanguages.slice(1).map((other) => (
    <details
      key={other}
      open={Object.keys(value[other] ?? {}).length > 0}
      className="rounded-box border border-line px-4 py-3"
    >
      <summary className="font-medium">
        {objectWord("in_language", language, {
          language: wordOf(objectWord, `language_${other}`, language)!,
        })}
      </summary>
      <div className="mt-3 grid gap-4">
        <p className="text-sm text-muted">{objectWord("in_language_hint", language)}</p>
        {(Object.entries(labels) as [Field, string][]).map(([field, label]) => {
          const Input = field === "name" ? TextField : TextArea;
          return (
            <Input
              key={field}
              label={label}
              lang={other}
              value={value[other]?.[field] ?? ""}
              onChange={(event: { target: { value: string } }) => set(other, field, event.target.value)}
              fault={faultAt(`${noun}.translations.${other}.${field}`)}
              isOptional
            />
          );
        })}
      </div>
    </details>
  ));
}
