import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

type Given = { locale?: Language; params?: Record<string, string>; query?: string };

/** Where a public document is shown in a test: the root of a fixed public URL unless told. */
export const placeAt = ({ locale, params, query }: Given = {}) => ({
  publicUrl: "https://status.t-developer.test",
  locale: locale ?? null,
  params: params ?? {},
  query: new URLSearchParams(query),
});

/** The snapshot with only its newest days, so that golden files stay readable. */
export const withDays = (snapshot: Snapshot, count: number): Snapshot => ({
  ...snapshot,
  components: snapshot.components.map((one) => ({ ...one, days: one.days.slice(-count) })),
  groups: snapshot.groups.map((one) => ({ ...one, days: one.days.slice(-count) })),
});

/** A JSON document's body on many lines, in its own order of keys, for golden files. */
export const pretty = (document: { body: string | Uint8Array }): string =>
  `${JSON.stringify(JSON.parse(String(document.body)), null, 2)}\n`;
