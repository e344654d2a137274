import type { Language } from "../language.ts";

type Pair = readonly [ko: string, en: string];
type Slots<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | Slots<Rest>
  : never;
type Values<Text extends Pair> =
  Slots<Text[0]> extends never ? [] : [values: Record<Slots<Text[0]>, string | number>];

/** The words of one screen: `words(key, language, values)`, and the table itself for the test that compares languages. */
export type Words<Table extends Record<string, Pair>> = {
  <Key extends keyof Table & string>(key: Key, language: Language, ...values: Values<Table[Key]>): string;
  readonly table: Table;
};

/**
 * Makes the words of one screen of [Korean, English] pairs; `{name}` is a value that the caller fills in. A word that does
 * not exist, or whose values are missing, does not compile.
 */
export function defineWords<const Table extends Record<string, Pair>>(table: Table): Words<Table> {
  const words = (
    key: keyof Table & string,
    language: Language,
    ...given: Record<string, unknown>[]
  ): string => {
    const text: string = table[key]![language === "ko" ? 0 : 1];
    const values = given[0];
    return values ? text.replace(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot)) : text;
  };
  return Object.assign(words, { table }) as Words<Table>;
}

/** The word for a value from outside (a status or a role from the API), or null for what has no word. */
export const wordOf = <Table extends Record<string, Pair>>(
  words: Words<Table>,
  value: string,
  language: Language,
): string | null =>
  Object.hasOwn(words.table, value) ? words.table[value]![language === "ko" ? 0 : 1] : null;
