import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

type EngineModule = typeof import("@prisma/schema-engine-wasm") & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

let loaded: Promise<EngineModule> | undefined;

/**
 * Prisma's own schema engine, from its WebAssembly package: migrations run at start-up, in tests and in the
 * container without the Prisma command line, whose native engine is a download (ADR 0003).
 */
async function loadEngine(): Promise<EngineModule> {
  const require = createRequire(import.meta.url);
  const glue = require
    .resolve("@prisma/schema-engine-wasm")
    .replace(/schema_engine\.js$/, "schema_engine_bg.js");
  const module = (await import(pathToFileURL(glue).href)) as EngineModule;
  const bytes = await readFile(glue.replace(/\.js$/, ".wasm"));
  const imports = { ...module, ...unrefTimers(module) };
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": imports as never });
  module.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return module;
}

/** The engine arms a 10 s lock timeout and never clears it: left as it is, every process that migrated ends 10 s late. */
function unrefTimers(glue: object): Record<string, unknown> {
  const names = Object.keys(glue).filter((name) => name.startsWith("__wbg_setTimeout_"));
  const later = (callback: () => void, delayMs: number) => setTimeout(callback, delayMs).unref();
  return Object.fromEntries(names.map((name) => [name, later]));
}

/** Prisma's adapter cuts a script at every semicolon, also inside $$ bodies; PostgreSQL takes it whole, in one transaction. */
class WholeScriptPg extends PrismaPg {
  readonly #pool: pg.Pool;
  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script: string) => {
      await this.#pool.query(script);
    };
    return adapter;
  }
}

/** Runs `work` with a schema engine on one database and closes everything behind it. */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, allowExitOnIdle: true });
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(pool));
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, factory as never);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}
