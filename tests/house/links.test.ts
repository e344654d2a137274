import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { filesOf, readSource } from "./source.ts";

const ROOT = join(import.meta.dirname, "../..");
const isThere = (path: string) => existsSync(join(ROOT, path));
const GUIDES = filesOf("docs/*.md");
const TEXTS = ["README.md", ...filesOf("docs/**/*.md")];

describe("the guides", () => {
  it("link to what is there", () => {
    const dead = TEXTS.flatMap((path) =>
      [...readSource(path).matchAll(/\]\(([^)\s#]+)(#[^)\s]*)?\)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => !isThere(relative(ROOT, join(ROOT, dirname(path), target))))
        .map((target) => `${path}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it("name files and folders that are there", () => {
    const NAMED = /`((?:app|bench|components|docs|e2e|lib|prisma|public|tests)\/[^`\s…*{]+)`/g;
    const dead = TEXTS.flatMap((path) =>
      [...readSource(path).matchAll(NAMED)]
        .map(([, named = ""]) => named)
        .filter((named) => !isThere(named))
        .map((named) => `${path}: ${named}`),
    );
    expect(dead).toEqual([]);
  });

  it("are each linked from the README", () => {
    expect(GUIDES.filter((path) => !readSource("README.md").includes(`](${path})`))).toEqual([]);
  });
});

describe("the decisions", () => {
  const decisions = filesOf("docs/decisions/*.md");

  it("are numbered without gaps and doubles, in the name and in the title", () => {
    const numbers = decisions.map((path) => Number(path.match(/\/(\d{4})-/)?.[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const titles = decisions.filter((path) => {
      const number = Number(path.match(/\/(\d{4})-/)?.[1]);
      return !readSource(path).startsWith(`# ${number}. `);
    });
    expect(titles).toEqual([]);
  });

  it("stay within 50 lines", () => {
    expect(decisions.filter((path) => readSource(path).split("\n").length > 51)).toEqual([]);
  });
});
