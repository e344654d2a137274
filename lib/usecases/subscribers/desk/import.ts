import Papa from "papaparse";
import { newId } from "#lib/data/new-id.ts";
import type { Scope } from "#lib/data/scope.ts";
import { hiddenChoices } from "#lib/data/subscribers/choosable.ts";
import { insertImported, readPlaces } from "#lib/data/subscribers/import.ts";
import { suppressedAmong } from "#lib/data/subscribers/suppressions.ts";
import { change } from "#lib/data/tx.ts";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import { Failure, invalid } from "#lib/domain/errors.ts";
import { defaultChoices } from "#lib/domain/subscribers/choices.ts";
import { destinationFault } from "#lib/domain/subscribers/destination.ts";
import {
  type ImportFault,
  type ImportRow,
  MAX_IMPORT_ROWS,
  placeKey,
  readImportRow,
} from "#lib/domain/subscribers/import-row.ts";
import { readScopedPage } from "../../pages/read.ts";
import { inParts } from "../../requests/answering.ts";
import { unseenSecret } from "../../secrets/webhook-secrets.ts";
import { destinationRules, type SubscriberContext, suppressedPlace } from "../context.ts";

type Writing = Scope<"subscribers:write">;
const BATCH = 500;
/** Destinations that are looked up at once. */
const CHECKED_AT_ONCE = 20;
/** Faults that are told one by one; the rest is counted. */
export const MAX_TOLD_FAULTS = 500;

export type ImportCounts = Record<Channel, { new: number; known: number; suppressed: number }>;
export type ImportReport = {
  rows: number;
  counts: ImportCounts;
  faults: ImportFault[];
  faultyRows: number;
};

type Read = { rows: ImportRow[]; faults: ImportFault[]; total: number };

/** What an import would do; nothing is stored. @throws Failure invalid (not a CSV, no such columns, too many rows) */
export async function previewImport(
  scope: Writing,
  csv: string,
  ctx: SubscriberContext,
): Promise<ImportReport> {
  const read = await readRows(scope, csv, ctx);
  const sorted = await sortRows(scope.pageId, read.rows, ctx);
  return reportOf(read, sorted);
}

/**
 * Adds who is new and faultless; who is there stays as it is, who asked not to be written to stays away. The same file
 * again adds nobody. @throws Failure invalid
 */
export async function applyImport(
  scope: Writing,
  csv: string,
  ctx: SubscriberContext,
): Promise<ImportReport & { imported: number }> {
  const read = await readRows(scope, csv, ctx);
  const sorted = await sortRows(scope.pageId, read.rows, ctx);
  const fresh = sorted.filter(({ is }) => is === "new").map(({ row }) => row);
  let imported = 0;
  for (let at = 0; at < fresh.length; at += BATCH)
    imported += await importBatch(inParts(scope), fresh.slice(at, at + BATCH), ctx);
  return { ...reportOf(read, sorted), imported };
}

const importBatch = (scope: Writing, batch: ImportRow[], ctx: SubscriberContext): Promise<number> =>
  change(scope, async (tx) => {
    // Somebody may have left between reading and writing.
    const wanted = (await sortRows(scope.pageId, batch, ctx, tx)).filter(({ is }) => is === "new");
    const rows = wanted.map(({ row }) => ({
      ...row,
      id: newId(),
      secrets: row.channel === "webhook" ? [unseenSecret(ctx)] : [],
    }));
    const count = await insertImported(tx, scope.pageId, rows, ctx.now);
    const about = { objectKind: "page", objectId: scope.pageId, after: { imported: count } };
    return {
      result: count,
      audit: count > 0 ? { action: "subscriber.import", ...about } : null,
      event: count > 0 ? { kind: "subscriber.imported", payload: { imported: count } } : null,
    };
  });

function parseCsv(csv: string): Record<string, string>[] {
  const { data, meta } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ""), {
    header: true,
    skipEmptyLines: "greedy",
    transformHeader: (name) => name.trim().toLowerCase(),
  });
  const columns = meta.fields ?? [];
  const hasPlace = ["destination", "email", "phone_number", "endpoint"].some((name) =>
    columns.includes(name),
  );
  if (!hasPlace || !columns.includes("consent_at"))
    throw invalid([
      { path: "csv", message: "the first line must name the columns destination (or email) and consent_at" },
    ]);
  if (data.length > MAX_IMPORT_ROWS)
    throw invalid([{ path: "csv", message: `at most ${MAX_IMPORT_ROWS} rows at once` }]);
  return data;
}

/** Every row that is faultless, once; the first line of a place counts. */
async function readRows(scope: Writing, csv: string, ctx: SubscriberContext): Promise<Read> {
  const page = await readScopedPage(scope);
  const records = parseCsv(csv);
  const known = { rules: destinationRules(ctx), defaults: defaultChoices(page), now: ctx.now };
  const rows = new Map<string, ImportRow>();
  const faults: ImportFault[] = [];
  for (const [index, record] of records.entries()) {
    const read = readImportRow(record, index + 2, known);
    if (read.faults) faults.push(...read.faults);
    else if (!rows.has(placeKey(read.row))) rows.set(placeKey(read.row), read.row);
  }
  const refused = [
    ...(await strangeChoices(scope.pageId, [...rows.values()])),
    ...(await unreachable([...rows.values()], ctx)),
  ];
  const lines = new Set(refused.map(({ line }) => line));
  const left = [...rows.values()].filter(({ line }) => !lines.has(line));
  return {
    rows: left,
    faults: [...faults, ...refused].sort((a, b) => a.line - b.line),
    total: records.length,
  };
}

async function strangeChoices(pageId: string, rows: ImportRow[]): Promise<ImportFault[]> {
  const all = (of: (row: ImportRow) => string[]) => [...new Set(rows.flatMap(of))];
  const hidden = await hiddenChoices(pageId, {
    componentIds: all(({ choices }) => choices.componentIds),
    groupIds: all(({ choices }) => choices.groupIds),
    incidentIds: [],
  });
  return rows.flatMap(({ line, choices }) => [
    ...(choices.componentIds.some((id) => hidden.componentIds.includes(id))
      ? [{ line, path: "component_ids", message: "no such component on this page" }]
      : []),
    ...(choices.groupIds.some((id) => hidden.groupIds.includes(id))
      ? [{ line, path: "group_ids", message: "no such component group on this page" }]
      : []),
  ]);
}

async function unreachable(rows: ImportRow[], ctx: SubscriberContext): Promise<ImportFault[]> {
  const urls = rows.filter(({ channel }) => channel !== "email" && channel !== "sms");
  const faults: ImportFault[] = [];
  const check = async ({ channel, destination, line }: ImportRow) => {
    try {
      await ctx.checkDestination(destination);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      faults.push({ line, path: "destination", message: destinationFault(channel, destinationRules(ctx)) });
    }
  };
  for (let at = 0; at < urls.length; at += CHECKED_AT_ONCE)
    await Promise.all(urls.slice(at, at + CHECKED_AT_ONCE).map(check));
  return faults;
}

type Sorted = { row: ImportRow; is: "new" | "known" | "suppressed" };

async function sortRows(
  pageId: string,
  rows: ImportRow[],
  { secretKey }: SubscriberContext,
  tx?: Parameters<typeof readPlaces>[2],
): Promise<Sorted[]> {
  const sorted: Sorted[] = [];
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH);
    const places = await readPlaces(pageId, batch, tx);
    const hashOf = (row: ImportRow) => suppressedPlace(secretKey, { pageId, ...row }).destinationHash;
    const hashes = new Set<string>();
    for (const channel of new Set(batch.map((row) => row.channel))) {
      const own = batch.filter((row) => row.channel === channel).map(hashOf);
      for (const hash of await suppressedAmong(pageId, channel, own, tx)) hashes.add(hash);
    }
    for (const row of batch) {
      const state = places.get(placeKey(row));
      const isSuppressed = state === "unsubscribed" || (state !== "active" && hashes.has(hashOf(row)));
      sorted.push({ row, is: isSuppressed ? "suppressed" : state ? "known" : "new" });
    }
  }
  return sorted;
}

function reportOf({ faults, total }: Read, sorted: Sorted[]): ImportReport {
  const counts = Object.fromEntries(
    CHANNELS.map((channel) => [channel, { new: 0, known: 0, suppressed: 0 }]),
  ) as ImportCounts;
  for (const { row, is } of sorted) counts[row.channel][is] += 1;
  return {
    rows: total,
    counts,
    faults: faults.slice(0, MAX_TOLD_FAULTS),
    faultyRows: new Set(faults.map(({ line }) => line)).size,
  };
}
