/** Columns of a line; letters of Chinese, Japanese and Korean are two wide. */
export const TEXT_WIDTH = 72;

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

const widthOf = (text: string): number => {
  let width = 0;
  for (const one of text) width += WIDE.test(one) ? 2 : 1;
  return width;
};

function wrapLine(line: string, width: number): string {
  if (widthOf(line) <= width) return line;
  const indent = /^(?:> )*(?:[-\d]+[.]? |\s+)?/.exec(line)?.[0] ?? "";
  const rest = indent.startsWith(">") ? indent : " ".repeat(indent.length);
  const lines: string[] = [];
  let current = "";
  for (const word of line.slice(indent.length).split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    const lead = lines.length === 0 ? indent : rest;
    if (current !== "" && widthOf(lead + longer) > width) {
      lines.push(lead + current);
      current = word;
    } else current = longer;
  }
  return [...lines, (lines.length === 0 ? indent : rest) + current].join("\n");
}

/** Lines of readable length, broken between words alone: an address stays whole. */
export const wrapped = (text: string, width = TEXT_WIDTH): string =>
  text
    .split("\n")
    .map((line) => wrapLine(line.trimEnd(), width))
    .join("\n");
