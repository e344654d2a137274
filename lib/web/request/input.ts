import type { z } from "zod";
import { invalid } from "#lib/domain/errors.ts";
import { coerce } from "./form.ts";

/** What the schema makes of a value. @throws Failure invalid with the path of each fault */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}

/** The named parameters of a query; unknown ones are ignored. @throws Failure invalid */
export function parseQuery<S extends z.ZodType>(schema: S, query: URLSearchParams): z.output<S> {
  return parseInput(schema, coerce(schema, Object.fromEntries(query)));
}
