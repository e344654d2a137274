type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The same text for the same content: PostgreSQL's jsonb does not keep the order of keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "null";

/** What an audit record keeps of a change: only the fields that differ, as they were and as they are. Null: none does. */
export function difference<T extends object>(
  before: T,
  after: T,
  fields: readonly (keyof T & string)[],
): { before: { [key: string]: Json }; after: { [key: string]: Json } } | null {
  const changed = fields.filter((field) => canonical(before[field]) !== canonical(after[field]));
  if (changed.length === 0) return null;
  const pick = (noun: T) =>
    Object.fromEntries(changed.map((field) => [field, (noun[field] ?? null) as Json]));
  return { before: pick(before), after: pick(after) };
}
