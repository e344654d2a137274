import { basename, dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { everyFile, filesOf, isTest, lineCount, parse, readSource, sourceFiles, walk } from "./source.ts";

const MAX_FILE_LINES = 250;
const MAX_MEDIAN_LINES = 60;
const MAX_FUNCTION_LINES = 70;
const MAX_FOLDER_FILES = 15;

/** Files that may be longer, each with its reason. */
const LONGER_FILES: Record<string, string> = {};
/** Folders that may hold more files, each with its reason. */
const FULLER_FOLDERS: Record<string, string> = {
  "lib/domain/words": "one table of words per screen, found by the screen's name",
};
/** Layers whose tests must be at least as long as their sources. */
const TESTED_LAYERS = ["lib/domain", "lib/data", "lib/usecases", "lib/worker"];

const linesOf = (path: string) => lineCount(readSource(path));
const sum = (numbers: number[]) => numbers.reduce((total, value) => total + value, 0);

describe("budgets", () => {
  it(`keeps every source file within ${MAX_FILE_LINES} lines, and the median within ${MAX_MEDIAN_LINES}`, () => {
    const sizes = sourceFiles().map((path) => ({ path, lines: linesOf(path) }));
    const tooLong = sizes.filter(({ path, lines }) => lines > MAX_FILE_LINES && !(path in LONGER_FILES));
    expect(tooLong).toEqual([]);
    const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MAX_MEDIAN_LINES);
  });

  it(`keeps every function within ${MAX_FUNCTION_LINES} lines`, () => {
    const tooLong: string[] = [];
    for (const path of sourceFiles()) {
      const text = readSource(path);
      walk(parse(path, text), (node) => {
        if (!/^(Function|ArrowFunction)/.test(node.type)) return;
        const lines = lineCount(text.slice(node.start, node.end));
        if (lines > MAX_FUNCTION_LINES)
          tooLong.push(`${path}:${lineCount(text.slice(0, node.start))} has ${lines}`);
      });
    }
    expect(tooLong).toEqual([]);
  });

  it(`keeps every folder within ${MAX_FOLDER_FILES} source files`, () => {
    const folders = Map.groupBy([...sourceFiles(), ...filesOf("lib/**/*.mjs")], dirname);
    const tooFull = [...folders].filter(
      ([folder, files]) => files.length > MAX_FOLDER_FILES && !(folder in FULLER_FOLDERS),
    );
    expect(tooFull.map(([folder, files]) => `${folder} has ${files.length}`)).toEqual([]);
  });

  it.each(TESTED_LAYERS)("has at least as many lines of tests as of source in %s", (layer) => {
    // Tables of words hold no rules; one test reads all of them.
    const files = filesOf(`${layer}/**/*.ts`).filter(
      (path) => !/^lib\/domain\/(words\/|glossary\.ts)/.test(path),
    );
    const tests = sum(files.filter(isTest).map(linesOf));
    expect(tests).toBeGreaterThanOrEqual(sum(files.filter((path) => !isTest(path)).map(linesOf)));
  });
});

describe("types", () => {
  it("uses no any, and hides no type error", () => {
    const faults: string[] = [];
    for (const path of everyFile()) {
      const text = readSource(path);
      walk(parse(path, text), (node) => {
        if (node.type === "TSAnyKeyword") faults.push(`${path}:${lineCount(text.slice(0, node.start))} any`);
      });
      // Spelt in two parts, so that this file passes its own rule.
      if (new RegExp(`@ts-${"(ignore|nocheck)"}`).test(text)) faults.push(`${path} hides a type error`);
      if (!isTest(path) && /@ts-expect-error/.test(text)) faults.push(`${path} expects a type error`);
    }
    expect(faults).toEqual([]);
  });

  it("starts client components only under components/", () => {
    const faults = everyFile().filter((path) => /^\s*["']use client["']/m.test(readSource(path)));
    // Next wants the directive in the very file of an error boundary.
    const isBoundary = (path: string) => /^app\/.*\/error\.tsx$/.test(path);
    expect(faults.filter((path) => !path.startsWith("components/") && !isBoundary(path))).toEqual([]);
  });
});

describe("names", () => {
  const VAGUE = /(^|[-/.])(utils?|helpers?|misc|common|managers?|services?|handlers?)([-/.]|$)/;
  const NEXT_NAMES = /[[\]()@]|^\./;

  it("says what a file is for", () => {
    expect(everyFile().filter((path) => VAGUE.test(path))).toEqual([]);
  });

  it("writes file names in kebab-case", () => {
    const faults = everyFile().filter((path) => {
      const name = basename(path).replace(/(\.(test|bench))?\.tsx?$/, "");
      return !NEXT_NAMES.test(name) && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(name);
    });
    expect(faults).toEqual([]);
  });
});
