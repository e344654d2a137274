import type { z } from "zod";
import { Failure } from "#lib/domain/errors.ts";

const MAX_FIELDS = 1_000;
const MAX_DEPTH = 5;

type Tree = { [key: string]: Tree | string | string[] };

const malformed = (why: string) => new Failure("malformed", `The form cannot be read: ${why}`);

/** "component[translations][en][name]" → its parts; a trailing [] says list. */
function partsOf(name: string): { path: string[]; isList: boolean } {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (!match) throw malformed(`the field name "${name.slice(0, 100)}"`);
  const path = [match[1]!, ...[...match[2]!.matchAll(/\[([^\]]*)\]/g)].map((part) => part[1]!)];
  const isList = path.at(-1) === "" && path.length > 1;
  if (isList) path.pop();
  if (path.length > MAX_DEPTH) throw malformed(`more than ${MAX_DEPTH} levels`);
  if (path.includes("")) throw malformed(`the field name "${name.slice(0, 100)}"`);
  return { path, isList };
}

function put(root: Tree, { path, isList }: { path: string[]; isList: boolean }, value: string): void {
  let node = root;
  for (const part of path.slice(0, -1)) {
    const next = node[part] ?? Object.create(null);
    if (typeof next === "string" || Array.isArray(next)) throw malformed(`"${part}" is a text and a group`);
    node[part] = next;
    node = next;
  }
  const last = path.at(-1)!;
  const known = node[last];
  if (!isList && known === undefined) node[last] = value;
  else if (isList && (known === undefined || Array.isArray(known))) node[last] = [...(known ?? []), value];
  else throw malformed(`"${last}" is there twice`);
}

/** A form as clients of Statuspage send it, as a tree of texts. @throws Failure malformed */
export function parseForm(text: string): unknown {
  const root: Tree = Object.create(null);
  let fields = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++fields > MAX_FIELDS) throw malformed(`more than ${MAX_FIELDS} fields`);
    put(root, partsOf(name), value);
  }
  return root;
}

const TRUE = new Set(["true", "1", "on", "yes"]);
const FALSE = new Set(["false", "0", "off", "no"]);
const NOTHING = new Set(["", "null"]);

type Def = {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  valueType?: z.ZodType;
  options?: z.ZodType[];
  discriminator?: string;
};
const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def;

const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function option(def: Def, value: unknown): z.ZodType | undefined {
  const key = def.discriminator;
  if (!key || !isTree(value)) return undefined;
  return def.options?.find((one) => defOf(one).shape?.[key]?.safeParse(value[key]).success);
}

function coerceText(def: Def, text: string): unknown {
  if (def.type === "boolean") return TRUE.has(text) ? true : FALSE.has(text) ? false : text;
  if (def.type === "number") return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
  return text;
}

/**
 * Texts of a form or a query as the types that the schema wants; what fits none stays a text, and the schema says so.
 * An empty text (or "null") where null is allowed means null, as Statuspage has it for `group_id`; in a list it is no
 * entry, so that `component_ids[]=` is the empty list.
 */
export function coerce(schema: z.ZodType, value: unknown): unknown {
  const def = defOf(schema);
  if (def.type === "nullable" && typeof value === "string" && NOTHING.has(value)) return null;
  const inner = def.innerType ?? def.in ?? (def.type === "union" ? option(def, value) : undefined);
  if (inner) return coerce(inner, value);
  if (typeof value === "string") return coerceText(def, value);
  if (Array.isArray(value)) {
    const entries = value.filter((one) => one !== "");
    return def.element ? entries.map((one) => coerce(def.element!, one)) : entries;
  }
  if (!isTree(value)) return value;
  const child = (key: string) =>
    def.shape && Object.hasOwn(def.shape, key) ? def.shape[key] : def.valueType;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const schemaOfChild = child(key);
      return [key, schemaOfChild ? coerce(schemaOfChild, one) : one];
    }),
  );
}
