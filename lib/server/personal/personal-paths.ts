import { LANGUAGES, type Language } from "#lib/domain/language.ts";

/**
 * Pages for one person alone: answered anew each time, kept by nobody. The two public forms are here for what is sent to
 * them; they are read as public documents.
 */
const PATHS: readonly { form: RegExp; methods: readonly string[] }[] = [
  { form: /^\/subscribe(?:\/[a-z0-9]{12})?$/, methods: ["POST"] },
  { form: /^\/manage$/, methods: ["GET", "HEAD", "POST"] },
  { form: /^\/(?:confirm|manage|unsubscribe)\/\w[\w.-]{0,199}$/, methods: ["GET", "HEAD", "POST"] },
];

export type PersonalTarget = {
  /** Without the language prefix. */
  path: string;
  /** Of the prefix; null: the page speaks as the person does. */
  locale: Language | null;
  methods: readonly string[];
};

/** The personal page behind a path, without its query; null for every other path. */
export function findPersonalPath(pathname: string): PersonalTarget | null {
  const locale = LANGUAGES.find((one) => pathname.startsWith(`/${one}/`)) ?? null;
  const path = locale === null ? pathname : pathname.slice(locale.length + 1);
  const found = PATHS.find(({ form }) => form.test(path));
  return found ? { path, locale, methods: found.methods } : null;
}
