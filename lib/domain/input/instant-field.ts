import { z } from "zod";
import { parseInstant } from "./instant.ts";

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const FORM = "an instant with its zone, such as 2026-12-01T02:00:00+09:00";

/** An instant of an input: ISO-8601 with its zone on the wire, milliseconds since the epoch behind it. */
export const instantField = z
  .string(FORM)
  .transform((text, context): number => {
    const at = parseInstant(text.trim());
    if (at !== null && at >= EARLIEST && at < LATEST) return at;
    context.issues.push({
      code: "custom",
      input: text,
      message: at === null ? FORM : "between 2000-01-01 and 2100-01-01",
    });
    return z.NEVER;
  })
  .meta({ example: "2026-12-01T02:00:00+09:00" });
