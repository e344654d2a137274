/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\n]/;
const NEUTRALISED = /^'(?=[=+\-@\t\r\n])/;

/** Spreadsheets read UTF-8 as such behind it. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** A cell that no spreadsheet runs: quoted, and what looks like a formula begins with an apostrophe. */
export const csvCell = (text: string): string =>
  `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** A cell as it was before `csvCell`. */
export const plainCell = (text: string): string => text.replace(NEUTRALISED, "").trim();
