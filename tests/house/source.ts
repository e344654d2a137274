import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ParserOptions, parseAst } from "rolldown/parseAst";

export const ROOT = join(import.meta.dirname, "../..");
const NOT_OURS =
  /(^|\/)(node_modules|generated|goldens|test-results|coverage|screenshots|\.next|\.data[^/]*|\.git)(\/|$)/;

/** Paths of our files, relative to the root, that match one of the glob patterns. */
export function filesOf(...patterns: string[]): string[] {
  const found = patterns.flatMap((pattern) =>
    globSync(pattern, { cwd: ROOT, withFileTypes: true, exclude: (entry) => NOT_OURS.test(entry.name) }),
  );
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return [...new Set(paths)]
    .map((path) => path.slice(ROOT.length + 1))
    .filter((path) => !NOT_OURS.test(path))
    .sort();
}

export const readSource = (path: string): string => readFileSync(join(ROOT, path), "utf8");
export const lineCount = (text: string): number => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
export const isTest = (path: string): boolean => /\.(test|bench)\.tsx?$/.test(path);

const SOURCE_GLOBS = ["lib/**/*.{ts,tsx}", "app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}"];
/** The product's own TypeScript: no tests, nothing generated. */
export const sourceFiles = (): string[] => filesOf(...SOURCE_GLOBS).filter((path) => !isTest(path));
/** Every TypeScript file that we write, tests too. */
export const everyFile = (): string[] =>
  filesOf(...SOURCE_GLOBS, "tests/**/*.ts", "e2e/**/*.ts", "bench/**/*.ts");

export type Node = { type: string; start: number; end: number; [key: string]: unknown };

/** Syntax tree (ESTree with TypeScript) of one file. */
export function parse(path: string, text: string): Node {
  const lang: ParserOptions["lang"] = path.endsWith(".tsx") ? "tsx" : "ts";
  return parseAst(text, { lang, sourceType: "module" }) as unknown as Node;
}

/** Visits every node of a tree, parents first. */
export function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  if (typeof (node as Node).type === "string") visit(node as Node);
  for (const value of Object.values(node)) if (typeof value === "object") walk(value, visit);
}

export type Import = { specifier: string; names: string[]; isTypeOnly: boolean };

/** Everything that a file imports: static, re-exported and dynamic with a literal specifier. */
export function importsOf(path: string, text: string): Import[] {
  const imports: Import[] = [];
  walk(parse(path, text), (node) => {
    const source = node.source as { type: string; value?: unknown } | null | undefined;
    if (typeof source?.value !== "string") return;
    const names = ((node.specifiers as Node[] | undefined) ?? []).map(
      (one) => (one.imported as { name?: string } | undefined)?.name ?? "*",
    );
    const isTypeOnly = node.importKind === "type" || node.exportKind === "type";
    imports.push({ specifier: source.value, names, isTypeOnly });
  });
  return imports;
}
