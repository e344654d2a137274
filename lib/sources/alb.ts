import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";
import { NetFault } from "#lib/net/fault.ts";
import { createCounter, type WindowCounts } from "./alb-count.ts";
import { readAlbLine } from "./alb-line.ts";
import { filesOfBucket, filesOfFolder, type LogFile } from "./alb-store.ts";
import { SourceFault, type SourceReader, type SourceTask } from "./source.ts";

/** Files that came so long after the requests in them are still taken. */
const LATE_MS = 60 * 60_000;
export const MAX_FILES_A_READ = 500;
export const MAX_FILE_BYTES = 256 * 1024 * 1024;
const MAX_LINE_LENGTH = 256 * 1024;
const HASH_LENGTH = 32;

type Task = SourceTask<"alb">;
/** Files that were read, by how they were counted. */
type Cursor = { counted: string; files: Record<string, string> };

const hashOf = (name: string): string =>
  createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH);
const isCursor = (cursor: unknown): cursor is Cursor =>
  typeof (cursor as Cursor | null)?.files === "object" && (cursor as Cursor).files !== null;

/** A file as text. What is wrong with the packing is thrown where it is. */
async function* unpacked(file: LogFile): AsyncIterable<Uint8Array> {
  const packed = Readable.from(file.open());
  let bytes = 0;
  const plain: AsyncIterable<Buffer> = file.name.endsWith(".gz") ? packed.compose(createGunzip()) : packed;
  for await (const chunk of plain) {
    bytes += chunk.length;
    if (bytes > MAX_FILE_BYTES) throw new SourceFault(`is larger than ${MAX_FILE_BYTES} bytes`);
    yield chunk;
  }
}

/** Lines as they come; not by node:readline, which lets errors of its input escape. */
async function* linesOf(file: LogFile): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of unpacked(file)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > MAX_LINE_LENGTH)
      throw new SourceFault(`a line is longer than ${MAX_LINE_LENGTH} characters`);
  }
  yield rest;
}

/** All requests of one file by windows. @throws SourceFault with the file and its line, NetFault */
async function countFile(file: LogFile, task: Task, signal: AbortSignal): Promise<Map<number, WindowCounts>> {
  const counter = createCounter(task.source, task.span.windowMs);
  let line = 0;
  try {
    for await (const text of linesOf(file)) {
      line += 1;
      signal.throwIfAborted();
      if (text.trim() === "") continue;
      const request = readAlbLine(text);
      if (typeof request === "string") throw new SourceFault(request);
      counter.add(request);
    }
  } catch (error) {
    if (error instanceof NetFault || signal.aborted) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new SourceFault(`${file.name.split("/").at(-1)}, line ${Math.max(1, line)}: ${why}`);
  }
  return counter.windows;
}

/** Each file counts as a source of its own: late ones add, the same one again replaces. */
const measurementsOf = (task: Task, hash: string, windows: Map<number, WindowCounts>): SourcedMeasurement[] =>
  [...windows].map(([windowAt, counts]) => ({
    ...{ sliId: task.sli.id, windowAt, windowSeconds: task.span.windowMs / 1000, source: `alb:${hash}` },
    ...counts,
  }));

/**
 * Reads access logs of Application Load Balancers that came since the windows asked for; requests count in the windows in which
 * they came, whichever these are. A broken file is told and holds up no other.
 * @throws SourceFault, NetFault
 */
export const readAlb: SourceReader<"alb"> = async (task, reach) => {
  const { source, span } = task;
  const since = span.from - LATE_MS;
  const files = await (source.folder === undefined
    ? filesOfBucket(source, reach, [since, span.until])
    : filesOfFolder(source.folder, reach.logsDir, since));
  files.sort((a, b) => a.changedAt - b.changedAt);
  const counted = hashOf(JSON.stringify(source));
  const known = isCursor(task.cursor) && task.cursor.counted === counted ? task.cursor.files : {};
  // The rest is read next time: what was counted so far is not given up.
  const stopAt = performance.now() + reach.timeoutMs / 2;
  const kept: Record<string, string> = {};
  const measurements: SourcedMeasurement[] = [];
  const faults: string[] = [];
  let read = 0;
  for (const file of files) {
    const hash = hashOf(file.name);
    const isKnown = known[hash] === file.version;
    if (isKnown) kept[hash] = file.version;
    if (isKnown || read >= MAX_FILES_A_READ || performance.now() > stopAt) continue;
    read += 1;
    try {
      measurements.push(...measurementsOf(task, hash, await countFile(file, task, reach.signal)));
      kept[hash] = file.version;
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      faults.push(error.message);
    }
  }
  const [fault] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more files)` : "";
  return {
    measurements,
    cursor: { counted, files: kept },
    ...(fault !== undefined && { fault: fault + more }),
  };
};
