import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.ts";
import { ROOT, runNode } from "./run-program.ts";
import { runningInstances, writeWhole } from "./running.mjs";

const CLIENT_STAMP = join(ROOT, "lib/data/generated/schema-hash");
const BUILD_STAMP = join(ROOT, ".next/source-hash");

/** What `next build` reads. Tests, benches and the parts that plain Node runs do not change the build. */
const BUILD_SOURCES = [
  "app/**/*",
  "components/**/*",
  "lib/**/*.{ts,tsx,mjs,css}",
  "public/**/*",
  "next.config.js",
  "tsconfig.json",
  "package-lock.json",
  "prisma/schema.prisma",
];
const NOT_BUILT = /\.test\.tsx?$|^lib\/(setup|server|worker|testing|probes)\/|^lib\/data\/generated\//;

const sha256 = (parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

const readStamp = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** Hash over the names and contents of everything that goes into the build. */
function buildSourcesHash(): string {
  const files = BUILD_SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((file) => !NOT_BUILT.test(file))
    .sort();
  return sha256(files.flatMap((file) => [`\n${file}\n`, readFileSync(join(ROOT, file))]));
}

/** Generates Prisma's client when the schema or Prisma changed. Needs no engine (ADR 0003). */
export async function generateClient(): Promise<void> {
  const prisma = readFileSync(join(ROOT, "node_modules/prisma/package.json"), "utf8");
  const hash = sha256([readFileSync(join(ROOT, "prisma/schema.prisma")), JSON.parse(prisma).version]);
  if (readStamp(CLIENT_STAMP) === hash) return;
  const code = await runNode(["node_modules/prisma/build/index.js", "generate", "--no-hints"], {
    env: { PRISMA_SCHEMA_ENGINE_BINARY: join(ROOT, "package.json"), NO_COLOR: "1" },
    isQuiet: true,
  });
  if (code !== 0) throw new Refusal("The database client could not be generated; Prisma said why above.");
  writeWhole(CLIENT_STAMP, hash);
}

/** Runs `next build` when its sources changed since the last one. Returns whether it built. */
export async function buildPages(): Promise<boolean> {
  const hash = buildSourcesHash();
  if (readStamp(BUILD_STAMP) === hash) return false;
  const running = runningInstances({ servingPages: true });
  if (running.length > 0)
    throw new Refusal(
      `The sources changed, but an instance runs from this folder (process ${running.join(", ")}). ` +
        "Stop it first; building would replace the pages under it.",
    );
  console.error("Building the pages …");
  const startedAt = performance.now();
  const code = await runNode(["node_modules/next/dist/bin/next", "build"], {
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    isQuiet: true,
  });
  if (code !== 0) throw new Refusal("The pages could not be built; the compiler said why above.");
  writeWhole(BUILD_STAMP, hash);
  console.error(`Built the pages in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return true;
}
