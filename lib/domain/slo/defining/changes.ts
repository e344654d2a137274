import { canonical } from "../../input/difference.ts";

/** One field that differs, by its path on the wire ("objectives.main.target"); null: it was or is not there. */
export type FieldChange = { path: string; before: string | null; after: string | null };
/** What an import or an edit does, or would do, to one thing. */
export type Change = {
  noun: "tier" | "sli" | "slo";
  key: string;
  act: "add" | "change" | "archive" | "same";
  fields: FieldChange[];
};

type Leaves = Map<string, string>;
const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How an entry of a list is told from others: by its key, a burn rule by its windows, an SLI by its name; else by its content. */
function nameOf(entry: unknown): string {
  if (!isFields(entry)) return String(entry);
  const { key, sli, kind, severity, long_seconds: long, below, above } = entry;
  if (typeof key === "string") return key;
  if (typeof sli === "string") return sli;
  const parts = [severity, kind, long ?? below ?? above].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(" ") : canonical(entry);
}

function collect(leaves: Leaves, path: string, value: unknown): void {
  if (isFields(value) && Object.keys(value).length > 0)
    for (const [key, part] of Object.entries(value)) collect(leaves, path ? `${path}.${key}` : key, part);
  else if (Array.isArray(value) && value.some(isFields))
    for (const entry of value) collect(leaves, `${path}.${nameOf(entry)}`, entry);
  else if (Array.isArray(value)) leaves.set(path, value.join(", "));
  else if (value !== null && value !== undefined && !isFields(value)) leaves.set(path, String(value));
}

const leavesOf = (value: unknown): Leaves => {
  const leaves: Leaves = new Map();
  collect(leaves, "", value);
  return leaves;
};

/** Every field in which two forms of a thing differ, in the order of the new form, what is gone behind it. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((path) => {
    const change = { path, before: old.get(path) ?? null, after: now.get(path) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

/** A thing as it was (null: it was not there, or archived) and as it is. */
export function changeOf(about: Pick<Change, "noun" | "key">, before: unknown, after: unknown): Change {
  if (before === null) return { ...about, act: "add", fields: [] };
  const fields = fieldChanges(before, after);
  return { ...about, act: fields.length > 0 ? "change" : "same", fields };
}

const SIGNS = { add: "+", change: "~", archive: "-", same: "=" } as const;

/** A readable diff: + added, ~ changed with each field, - archived; what stays the same is counted. */
export function changeLines(changes: readonly Change[]): string[] {
  const lines = changes
    .filter(({ act }) => act !== "same")
    .flatMap(({ noun, key, act, fields }) => [
      `${SIGNS[act]} ${noun} ${key}`,
      ...fields.map(({ path, before, after }) => `    ${path}: ${before ?? "–"} → ${after ?? "–"}`),
    ]);
  const same = changes.filter(({ act }) => act === "same").length;
  return same > 0 ? [...lines, `= ${same} unchanged`] : lines;
}
