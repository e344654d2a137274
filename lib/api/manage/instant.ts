import { z } from "zod";

/** Instants on the wire: UTC with milliseconds. */
export const instant = z.iso
  .datetime({ precision: 3 })
  .meta({ id: "Instant", example: "2026-11-23T01:00:00.000Z" });
export const instantText = (at: number): string => new Date(at).toISOString();
export const instantTextOrNull = (at: number | null): string | null => (at === null ? null : instantText(at));
