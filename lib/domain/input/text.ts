import { z } from "zod";

/** Whatever a terminal, a mail header or a log line would act on: C0 and C1 controls, line and paragraph separators. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const CONTROLS_BUT_LINES = /[^\P{Cc}\n\t]+/gu;

/** One line: each run of control characters becomes one space (never an error); lone surrogates are replaced. */
export const toSingleLine = (text: string): string => text.toWellFormed().replace(CONTROLS, " ").trim();

/** Several lines: line ends become \n, other control characters go. */
export const toLines = (text: string): string =>
  text.toWellFormed().replace(/\r\n?/g, "\n").replace(CONTROLS_BUT_LINES, "").trimEnd();

/** Text that is passed on byte for byte, but that PostgreSQL can hold: no NUL, no lone surrogates. */
export const toStorable = (text: string): string => text.toWellFormed().replaceAll("\0", "");

/** A required single-line field of at most `max` characters. */
export const singleLine = (max: number) =>
  z.string().overwrite(toSingleLine).min(1, "must not be empty").max(max, `at most ${max} characters`);

/** A text of several lines of at most `max` characters; may be empty. */
export const lines = (max: number) => z.string().overwrite(toLines).max(max, `at most ${max} characters`);

/** An http(s) address of at most `max` characters. Parsers would encode NUL and lone surrogates; PostgreSQL refuses them. */
export const httpUrl = (max: number) =>
  z
    .url({ protocol: /^https?$/, error: "an http:// or https:// URL" })
    .max(max)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "no control characters");

/** Byte-exact text of 1 to `max` characters. */
export const storable = (max: number) =>
  z.string().overwrite(toStorable).min(1, "must not be empty").max(max, `at most ${max} characters`);
