import "server-only";
import { notFound } from "next/navigation";
import { Failure } from "#lib/domain/errors.ts";

/** What a use case finds; the admin's "not found" for what is not there. */
export async function found<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Failure && error.kind === "not_found") notFound();
    throw error;
  }
}

/** The first value of each parameter of an address; an empty one, as forms send it, is none. */
export async function firstOf(
  query: Promise<Record<string, string | string[] | undefined>>,
): Promise<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(await query).map(([name, value]) => [name, [value].flat()[0] || undefined]),
  );
}

export type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };
export type ById = { params: Promise<{ id: string }> };
