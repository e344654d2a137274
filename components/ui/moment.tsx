import { type MomentForm, momentText } from "#lib/domain/moments.ts";
import type { Reader } from "./reader.ts";

/** An instant in the page's zone; live.js adds the visitor's own zone on hover and tap. */
export function Moment({ at, form, reader }: { at: string; form: MomentForm; reader: Reader }) {
  return <time dateTime={at}>{momentText(Date.parse(at), form, reader.timeZone, reader.language)}</time>;
}
