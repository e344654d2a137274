import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { Refusal } from "../refusal.ts";
import { type BackupHeader, type BackupTable, headerSchema } from "./format.ts";
import { countRows } from "./write.ts";

const NEW_LINE = 10;
const MAX_HEADER_BYTES = 16e6;

const damaged = (file: string, why: string, cause?: unknown) =>
  new Refusal(`${file} is no usable backup: ${why}. Nothing was changed.`, { cause });

/** Takes a stream of chunks apart: first a line, then stretches of a known length. */
class Cutter {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async #next(): Promise<Buffer> {
    const { value, done } = await this.#chunks.next();
    if (done) throw new Error("it ends too early");
    return value;
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf(NEW_LINE);
      if (end >= 0) {
        const line = this.#rest.subarray(0, end).toString("utf8");
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (this.#rest.length > MAX_HEADER_BYTES) throw new Error("it does not begin with a header");
      this.#rest = Buffer.concat([this.#rest, await this.#next()]);
    }
  }

  async *stretch(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; ) {
      if (this.#rest.length === 0) this.#rest = await this.#next();
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && (await this.#chunks.next()).done === true;
  }
}

type Visit = {
  begin?: (header: BackupHeader) => Promise<void>;
  table: (table: BackupTable, rows: AsyncIterable<Buffer>) => Promise<void>;
};

/** Reads a backup from its beginning to its end. Errors of the visitor pass through as they are. */
export async function readBackup(file: string, visit: Visit): Promise<BackupHeader> {
  const packed = createReadStream(file);
  const unpacked = createGunzip();
  // pipe() does not pass errors on.
  packed.on("error", (error) => unpacked.destroy(error)).pipe(unpacked);
  const cutter = new Cutter(unpacked as AsyncIterable<Buffer>);
  const header = headerSchema.parse(JSON.parse(await cutter.line()));
  await visit.begin?.(header);
  for (const table of header.tables) await visit.table(table, cutter.stretch(table.bytes));
  if (!(await cutter.isAtEnd())) throw new Error("it holds more than its header says");
  return header;
}

/**
 * Reads the whole backup and compares every table with its checksum and row count.
 * @throws Refusal when anything differs; nothing else was touched by then
 */
export async function verifyBackup(file: string): Promise<BackupHeader> {
  try {
    return await readBackup(file, {
      table: async ({ name, rows, sha256 }, chunks) => {
        const hash = createHash("sha256");
        let counted = 0;
        for await (const chunk of chunks) {
          hash.update(chunk);
          counted += countRows(chunk);
        }
        if (counted !== rows) throw new Error(`table ${name} has ${counted} rows instead of ${rows}`);
        if (hash.digest("hex") !== sha256) throw new Error(`the checksum of table ${name} does not match`);
      },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new Refusal(`There is no file ${file}.`);
    throw damaged(file, whatIsWrong(error), error);
  }
}

function whatIsWrong(error: unknown): string {
  const { code = "", name, message } = error as NodeJS.ErrnoException;
  if (code.startsWith("Z_")) return "it is damaged or not compressed with gzip";
  if (name === "ZodError" || name === "$ZodError" || name === "SyntaxError")
    return "its header is not one of ours";
  return message;
}
