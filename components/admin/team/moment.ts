"use client";
import { momentText } from "#lib/domain/moments.ts";
import { useAdmin } from "../client/context.tsx";

/** Writes instants in the page's zone and the person's language. */
export function useMoment(): (at: string) => string {
  const { language, timeZone } = useAdmin();
  return (at) => momentText(Date.parse(at), "full", timeZone, language);
}
