/** A text with places that are filled for each recipient. */
export type Template<Hole extends string> = { parts: string[]; holes: Hole[] };

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Cuts a rendered text where the stand-ins are: texts that nobody can have typed. */
export function cutTemplate<Hole extends string>(
  text: string,
  standIns: Readonly<Record<Hole, string>>,
): Template<Hole> {
  const names = Object.keys(standIns) as Hole[];
  const byText = new Map(names.map((name) => [standIns[name], name]));
  const pieces = text.split(new RegExp(`(${names.map((name) => literally(standIns[name])).join("|")})`));
  return {
    parts: pieces.filter((_, i) => i % 2 === 0),
    holes: pieces.filter((_, i) => i % 2 === 1).map((standIn) => byText.get(standIn)!),
  };
}

/** The text for one recipient. */
export function fillTemplate<Hole extends string>(
  { parts, holes }: Template<Hole>,
  values: Readonly<Record<Hole, string>>,
): string {
  let text = parts[0]!;
  for (let i = 0; i < holes.length; i++) text += values[holes[i]!] + parts[i + 1]!;
  return text;
}
