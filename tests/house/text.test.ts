import { describe, expect, it } from "vitest";
import { ENV_NAMES } from "#lib/env.ts";
import { type Lock, missingOptionals } from "#lib/setup/development/complete-lock.ts";
import { everyFile, filesOf, isTest, readSource } from "./source.ts";

const EVERY_TEXT = [
  "*.{md,json,js,mjs,ts}",
  ".env.example",
  ".ci/*",
  "{app,components,lib,e2e,tests,bench,docs,prisma,public}/**/*.{ts,tsx,mjs,js,css,md,yaml,json,sql,prisma,html}",
];
/** Written in two parts, so that this file does not name them either. */
const FOREIGN = [
  ["registry.npm", "js.org"],
  ["deb.debian", ".org"],
  ["binaries.prisma", ".sh"],
  ["/wo", "rk/"],
].map((parts) => parts.join(""));
/** Said of unfinished work; in two parts for the same reason. */
const UNFINISHED = new RegExp(`\\b(${[`TO${"DO"}`, `FIX${"ME"}`, `X${"XX"}`].join("|")})\\b`);

describe("what the repository says", () => {
  const texts = () => filesOf(...EVERY_TEXT).map((path) => ({ path, text: readSource(path) }));

  it("names no host of a package registry and no path of one machine", () => {
    const faults = texts().filter(({ text }) => FOREIGN.some((word) => text.includes(word)));
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it("leaves nothing marked as unfinished", () => {
    const faults = texts().filter(({ path, text }) => path !== "package-lock.json" && UNFINISHED.test(text));
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it("leaves out no test and singles none out", () => {
    const SINGLED = /\b(it|test|describe)(\.\w+)*\.(skip|only|todo|fails|skipIf|runIf)\b/;
    expect(everyFile().filter((path) => isTest(path) && SINGLED.test(readSource(path)))).toEqual([]);
  });
});

describe("the environment", () => {
  it("has every name of lib/env.ts in .env.example, and no other", () => {
    const told = [...readSource(".env.example").matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(told.sort()).toEqual([...ENV_NAMES].sort());
  });

  it("is read in lib/env.ts only", () => {
    const outside = /^(tests|e2e|bench)\/|^lib\/testing\//;
    const readers = everyFile().filter(
      (path) => !isTest(path) && !outside.test(path) && /\bprocess\.env\b/.test(readSource(path)),
    );
    expect(readers).toEqual(["lib/env.ts"]);
  });
});

describe("packages", () => {
  /** Below these, there are published holes. */
  const MINIMUM: Record<string, string> = {
    next: "16.4.6",
    nodemailer: "10.6.0",
    sharp: "0.35.5",
    postcss: "8.5.23",
  };
  const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);
  const isOlder = (version: string, minimum: string) => {
    const [a, b] = [numbers(version), numbers(minimum)];
    const at = a.findIndex((part, index) => part !== b[index]);
    return at >= 0 && a[at]! < b[at]!;
  };

  it("are not older than the versions in which known holes were closed", () => {
    const lock = JSON.parse(readSource("package-lock.json")) as {
      packages: Record<string, { version?: string }>;
    };
    const old = Object.entries(lock.packages).filter(([path, { version = "" }]) => {
      const minimum = MINIMUM[path.split("node_modules/").at(-1) ?? ""];
      return minimum !== undefined && isOlder(version, minimum);
    });
    expect(old.map(([path, { version }]) => `${path} ${version}`)).toEqual([]);
  });

  it("are locked for every platform (node lib/setup/development/complete-lock.ts adds what is missing)", () => {
    const lock = JSON.parse(readSource("package-lock.json")) as Lock;
    expect(missingOptionals(lock).map(({ path }) => path)).toEqual([]);
  });

  it("are written down with one exact version each", () => {
    const { dependencies, devDependencies } = JSON.parse(readSource("package.json"));
    const loose = Object.entries<string>({ ...dependencies, ...devDependencies });
    expect(loose.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
