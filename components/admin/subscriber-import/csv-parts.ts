/** Lines of one request. Small enough that each is answered within a moment, so that the bar moves. */
export const LINES_A_PART = 500;

/**
 * Cuts CSV into parts of so many records, each with the heading line; line breaks inside of quotes belong to their record.
 * `lines`: where in the whole file each record begins, so that faults name the line that somebody sees.
 */
export function csvParts(csv: string, size: number = LINES_A_PART): { text: string; lines: number[] }[] {
  const [head, ...records] = recordsOf(csv);
  if (!head) return [];
  const parts: { text: string; lines: number[] }[] = [];
  for (let at = 0; at < records.length; at += size) {
    const some = records.slice(at, at + size);
    const text = [head.text, ...some.map((record) => record.text)].join("\n");
    parts.push({ text, lines: some.map(({ line }) => line) });
  }
  return parts;
}

/** Records that say something, each with the line at which it begins (the first is 1). */
export function recordsOf(csv: string): { text: string; line: number }[] {
  const records: { text: string; line: number }[] = [];
  let held: string[] = [];
  let isOpen = false;
  let startedAt = 1;
  csv
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .forEach((text, at) => {
      if (held.length === 0) startedAt = at + 1;
      held.push(text);
      // An odd number of quotes opens or closes one.
      if ((text.match(/"/g)?.length ?? 0) % 2 === 1) isOpen = !isOpen;
      if (isOpen) return;
      const record = held.join("\n");
      if (record.trim()) records.push({ text: record, line: startedAt });
      held = [];
    });
  if (held.join("").trim()) records.push({ text: held.join("\n"), line: startedAt });
  return records;
}
