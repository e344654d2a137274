/** Durations as OpenSLO writes them: "5m", "1h", "30d", "4w". A month is 30 days here, as rolling windows count it. */
const SECONDS: Record<string, number> = {
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  Q: 7_776_000,
  Y: 31_536_000,
};
const FORM = /^(\d{1,6})([mhdwMQY])$/;

/** Seconds of a duration; null for what is none. Beware: `m` is a minute, `M` a month. */
export function secondsOf(text: string): number | null {
  const match = FORM.exec(text.trim());
  const seconds = match ? Number(match[1]) * SECONDS[match[2]!]! : 0;
  return seconds > 0 ? seconds : null;
}

/** The shortest exact form of whole minutes: 2592000 is "30d", 5400 is "90m". Seconds that are no whole minute end in "s". */
export function durationText(seconds: number): string {
  for (const unit of ["d", "h", "m"])
    if (seconds % SECONDS[unit]! === 0) return `${seconds / SECONDS[unit]!}${unit}`;
  return `${seconds}s`;
}
