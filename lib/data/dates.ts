/** Instants cross the border to Prisma here: milliseconds since the epoch inside, Date in the rows. */
export const instantOf = (date: Date): number => date.getTime();
export const instantOrNull = (date: Date | null): number | null => date?.getTime() ?? null;

/** Calendar days travel as UTC midnight in `date` columns. */
export const dayOrNull = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;
export const dateColumn = (day: string | null | undefined): Date | null | undefined =>
  day ? new Date(`${day}T00:00:00Z`) : (day as null | undefined);
