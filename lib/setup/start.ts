import { join } from "node:path";
import { BadEnvironment, type Env, loadEnvFile, readEnv } from "#lib/env.ts";
import { type Program, WEB, WORKER } from "./instance/program.ts";
import { runInstance } from "./instance/run.ts";
import { buildPages, generateClient } from "./prepare.ts";
import { Refusal } from "./refusal.ts";
import { ROOT } from "./run-program.ts";

/**
 * The environment with the file .env under it.
 * @throws Refusal that tells every fault at once
 */
export function environment(): Env {
  loadEnvFile(join(ROOT, ".env"));
  try {
    return readEnv();
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    throw new Refusal(
      ["The environment has faults:", ...error.faults.map((fault) => `  ${fault}`)].join("\n"),
    );
  }
}

/** Generates and builds what changed. */
export async function prepare(): Promise<void> {
  await generateClient();
  await buildPages();
}

/** Catalogue and first token. Imported late: before `prisma generate` the data layer does not load. */
async function beforePrograms(env: Env): Promise<string[]> {
  const { prepareFirstStart } = await import("./first-start.ts");
  return await prepareFirstStart(env);
}

/** `npm start`: everything, on the embedded database unless DATABASE_URL names another. */
export async function start(): Promise<number> {
  const programs = [WEB, WORKER];
  return await runInstance({ env: environment(), programs, nodeEnv: "production", prepare, beforePrograms });
}

/** `npm run dev`: the same without a build; pages are compiled as they are asked for. */
export async function startDevelopment(): Promise<number> {
  const programs = [{ ...WEB, args: ["--dev"] }, WORKER];
  const env = environment();
  return await runInstance({
    env,
    programs,
    nodeEnv: "development",
    prepare: generateClient,
    beforePrograms,
  });
}

/** `npm run web`, `npm run worker`: one program, for several machines that share one database. */
export async function startAlone(program: Program): Promise<number> {
  const env = environment();
  if (!env.DATABASE_URL)
    throw new Refusal(
      `npm run ${program.name} needs DATABASE_URL: the embedded database belongs to npm start, which runs web and worker together.`,
    );
  const prepareAlone = program === WEB ? prepare : generateClient;
  return await runInstance({
    env,
    programs: [program],
    nodeEnv: "production",
    prepare: prepareAlone,
    beforePrograms,
  });
}
