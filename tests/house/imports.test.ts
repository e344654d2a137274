import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importFaults, resolveImport } from "./import-table.ts";
import { everyFile, importsOf, ROOT, readSource, sourceFiles } from "./source.ts";

describe("who may import whom", () => {
  it("holds for every source file", () => {
    expect(sourceFiles().flatMap((path) => importFaults(path, readSource(path)))).toEqual([]);
  });

  it.each([
    ["lib/domain/status/bad.ts", 'import { pool } from "#lib/data/db.ts";'],
    ["lib/domain/status/bad.ts", 'import { readFile } from "node:fs/promises";'],
    ["lib/domain/status/bad.ts", 'import type { Pool } from "pg";'],
    ["lib/data/bad.ts", 'import { x } from "#lib/usecases/snapshot/current.ts";'],
    ["lib/usecases/samples/bad.ts", 'import { runProbe } from "../../probes/index.ts";'],
    ["lib/usecases/samples/bad.ts", 'import { headers } from "next/headers";'],
    ["lib/usecases/samples/bad.ts", 'import { request } from "undici";'],
    ["lib/api/bad.ts", 'export { prisma } from "#lib/data/db.ts";'],
    ["lib/worker/bad.ts", 'const web = await import("#lib/web/public.ts");'],
    ["lib/server/bad.ts", 'import { pool } from "../data/db.ts";'],
    ["lib/web/bad.ts", 'import type { Page } from "#lib/data/generated/client.ts";'],
    ["app/bad/route.ts", 'import { pool } from "#lib/data/db.ts";'],
    ["components/public/bad.tsx", 'import { readEnv } from "#lib/env.ts";'],
    ["lib/messages/bad.ts", 'import "server-only";'],
    ["lib/probes/bad.ts", 'import { connect } from "node:net";'],
    ["lib/elsewhere/bad.ts", 'import { z } from "zod";'],
  ])("refuses a bad import in %s: %s", (path, text) => {
    expect(importFaults(path, text)).toHaveLength(1);
  });

  it.each([
    ["lib/usecases/samples/good.ts", 'import { pool } from "#lib/data/db.ts";'],
    ["lib/api/good.ts", 'import { isIP } from "node:net";'],
    ["lib/worker/good.ts", 'import { runProbe } from "#lib/probes/index.ts";'],
  ])("accepts a good import in %s: %s", (path, text) => {
    expect(importFaults(path, text)).toEqual([]);
  });

  it("writes out the ending of every import of ours", () => {
    const faults = everyFile().flatMap((path) =>
      importsOf(path, readSource(path))
        .filter(({ specifier }) => /^[#.]/.test(specifier) && !/\.(ts|tsx|mjs|js|css|json)$/.test(specifier))
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(faults).toEqual([]);
  });
});

/** Everything that starts at `path` and is reached by imports that stay at run time. */
function reachableFrom(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path) || !existsSync(join(ROOT, path))) return seen;
  seen.add(path);
  if (!/\.tsx?$/.test(path)) return seen;
  for (const { specifier, isTypeOnly } of importsOf(path, readSource(path))) {
    const target = isTypeOnly ? null : resolveImport(path, specifier);
    if (target) reachableFrom(target, seen);
  }
  return seen;
}

describe("the processes that plain Node runs", () => {
  it.each(["lib/worker/main.ts", "lib/server/main.ts", "lib/setup/main.ts"])(
    "%s reaches no .tsx",
    (entry) => {
      expect([...reachableFrom(entry)].filter((path) => path.endsWith(".tsx"))).toEqual([]);
    },
  );
});
