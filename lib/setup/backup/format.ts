import { z } from "zod";

/**
 * A backup is one gzip file. Unpacked it is one line of JSON, the header, and then the rows of every table as COPY's
 * text format, one table after the other in the header's order, each as many bytes as the header says.
 */
export const BACKUP_FORMAT = 1;

const count = z.number().int().nonnegative();
const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const tableSchema = z.object({
  name: identifier,
  columns: z.array(identifier).min(1),
  rows: count,
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const headerSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  program: z.literal("t-developer-status"),
  createdAt: z.iso.datetime(),
  /** What the tables look like: the migrations that made them, with Prisma's checksums. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** UTC days that have a partition of raw samples. */
  samplePartitions: z.array(z.iso.date()),
  sequences: z.array(z.object({ name: identifier, lastValue: z.string().regex(/^\d+$/) })),
  /** In an order in which foreign keys hold. */
  tables: z.array(tableSchema),
});

export type BackupTable = z.infer<typeof tableSchema>;
export type BackupHeader = z.infer<typeof headerSchema>;
