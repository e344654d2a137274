import { constants } from "node:fs";
import { lstat, open, readdir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import type { PulledSource } from "#lib/domain/slo/source.ts";
import { askAws, awsOptions } from "./aws.ts";
import { type Reach, SourceFault } from "./source.ts";

/** A log file: `version` changes when what is in it does. */
export type LogFile = {
  name: string;
  changedAt: number;
  version: string;
  open: () => AsyncIterable<Uint8Array>;
};

const DAY_MS = 86_400_000;
/** Of a folder or of the days of a bucket that are looked at. */
export const MAX_LISTED = 50_000;
const MAX_DEPTH = 10;
const LOG_NAME = /\.log(\.gz)?$/;
/** Below the largest body that our egress takes. */
const RANGE_BYTES = 512 * 1024;

const tooMany = () =>
  new SourceFault(`more than ${MAX_LISTED} access logs to look at: name a narrower folder or prefix`);

async function* contentsOf(path: string): AsyncIterable<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  yield* file.createReadStream();
}

/** Log files below a folder of ALB_LOGS_DIR that changed since then; links lead nowhere. @throws SourceFault */
export async function filesOfFolder(
  folder: string,
  logsDir: string | undefined,
  since: number,
): Promise<LogFile[]> {
  if (logsDir === undefined)
    throw new SourceFault("ALB_LOGS_DIR is not set: access logs of a folder are not read");
  const root = await realpath(logsDir).catch(() => null);
  const base = root === null ? null : await realpath(join(root, folder)).catch(() => null);
  if (root === null || base === null) throw new SourceFault(`the folder ${folder} is not there`);
  if (base !== root && !base.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new SourceFault(`the folder ${folder} leads out of ALB_LOGS_DIR`);
  const found: LogFile[] = [];
  let seen = 0;
  async function walk(below: string, depth: number): Promise<void> {
    for (const entry of await readdir(join(base!, below), { withFileTypes: true })) {
      seen += 1;
      if (seen > MAX_LISTED) throw tooMany();
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && depth < MAX_DEPTH) await walk(name, depth + 1);
      if (!entry.isFile() || !LOG_NAME.test(entry.name)) continue;
      const path = join(base!, name);
      const { mtimeMs, size } = await lstat(path);
      if (mtimeMs < since) continue;
      found.push({ name, changedAt: mtimeMs, version: `${size}:${mtimeMs}`, open: () => contentsOf(path) });
    }
  }
  await walk("", 0);
  return found;
}

/** The days of UTC that an interval touches, as load balancers name folders: 2026/11/24. */
function daysOf(from: number, until: number): string[] {
  const first = Math.floor(from / DAY_MS);
  const length = Math.floor(until / DAY_MS) - first + 1;
  return Array.from({ length }, (_, i) =>
    new Date((first + i) * DAY_MS).toISOString().slice(0, 10).replaceAll("-", "/"),
  );
}

/** The logs of a bucket whose days an interval touches, written since its beginning. @throws SourceFault, NetFault */
export async function filesOfBucket(
  source: PulledSource<"alb">,
  reach: Reach,
  [since, until]: [number, number],
): Promise<LogFile[]> {
  const { bucket: Bucket = "", prefix = "", region, endpoint } = source;
  if (!region) throw new SourceFault("a bucket needs its region");
  const own = endpoint === undefined ? {} : { forcePathStyle: true };
  const client = new S3Client({ ...awsOptions({ region, endpoint }, reach), ...own });
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  async function* rangesOf(Key: string, size: number): AsyncIterable<Uint8Array> {
    for (let at = 0; at < size; at += RANGE_BYTES) {
      const Range = `bytes=${at}-${Math.min(size, at + RANGE_BYTES) - 1}`;
      const answer = await askAws("S3", () => client.send(new GetObjectCommand({ Bucket, Key, Range })));
      if (!answer.Body) throw new SourceFault(`S3 gives nothing of ${Key}`);
      yield await answer.Body.transformToByteArray();
    }
  }
  const found: LogFile[] = [];
  for (const day of daysOf(since, until)) {
    let token: string | undefined;
    do {
      const page = {
        Bucket,
        Prefix: `${folder}${day}/`,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      };
      const answer = await askAws("S3", () => client.send(new ListObjectsV2Command(page)));
      for (const { Key = "", Size = 0, ETag = "", LastModified } of answer.Contents ?? []) {
        const changedAt = LastModified?.getTime() ?? 0;
        if (!LOG_NAME.test(Key) || changedAt < since) continue;
        found.push({ name: Key, changedAt, version: `${Size}:${ETag}`, open: () => rangesOf(Key, Size) });
        if (found.length > MAX_LISTED) throw tooMany();
      }
      token = answer.IsTruncated ? answer.NextContinuationToken : undefined;
    } while (token !== undefined);
  }
  return found;
}
