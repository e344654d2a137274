/** Letters that take two columns of a terminal: Hangul, Chinese, Japanese, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;

const columns = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);
const padded = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columns(text)));

export type Cell = string | number | boolean | null | undefined;
const cellText = (cell: Cell): string =>
  cell === null || cell === undefined || cell === "" ? "-" : String(cell);

/** Rows under headings, as wide as they need to be; wide letters count twice, so that Korean lines up. */
export function tableText(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [headings.map((heading) => heading.toUpperCase()), ...rows.map((row) => row.map(cellText))];
  const widths = headings.map((_, i) => Math.max(...lines.map((line) => columns(line[i] ?? ""))));
  return lines
    .map((line) =>
      line
        .map((text, i) => padded(text, widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Prints a list as a table, or as JSON with --json. */
export function printList<T>(
  items: readonly T[],
  {
    json,
    headings,
    row,
    empty,
  }: { json: boolean; headings: readonly string[]; row: (item: T) => Cell[]; empty: string },
): void {
  if (json) console.log(JSON.stringify(items, null, 2));
  else console.log(items.length === 0 ? empty : tableText(headings, items.map(row)));
}

/** Prints one thing as sentences, or as JSON with --json. */
export const printOne = (item: unknown, { json, text }: { json: boolean; text: string }): void =>
  console.log(json ? JSON.stringify(item, null, 2) : text);
