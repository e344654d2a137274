import { toStorable } from "./text.ts";

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether a JSON value has more than `levels` levels. Whoever walks deeper than any honest value runs out of stack. */
export const isDeeper = (value: unknown, levels: number): boolean =>
  isNested(value) && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

/** A JSON value, not too deep, as PostgreSQL can hold it: no NUL and no lone surrogates in texts and names. */
export function storableJson(value: unknown): unknown {
  if (typeof value === "string") return toStorable(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (!isNested(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [toStorable(name), storableJson(inner)]),
  );
}
