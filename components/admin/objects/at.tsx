"use client";
import { type MomentForm, momentText } from "#lib/domain/moments.ts";
import { useAdmin } from "../client/context.tsx";

/** An instant (ms) in the page's zone. */
export function At({ at, form = "moment" }: { at: number; form?: MomentForm }) {
  const { language, timeZone } = useAdmin();
  return <time dateTime={new Date(at).toISOString()}>{momentText(at, form, timeZone, language)}</time>;
}
