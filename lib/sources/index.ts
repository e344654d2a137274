import type { PulledKind } from "#lib/domain/slo/source.ts";
import { readAlb } from "./alb.ts";
import { readCloudwatch } from "./cloudwatch.ts";
import { readPrometheus } from "./prometheus.ts";
import type { Reach, Reading, SourceReader, SourceTask } from "./source.ts";

/** Sources that lie outside; our own probes are read from the database. */
export type OutsideKind = Exclude<PulledKind, "probes">;

const READERS: { [K in OutsideKind]: SourceReader<K> } = {
  prometheus: readPrometheus,
  cloudwatch: readCloudwatch,
  alb: readAlb,
};

/** Reads windows of a source outside. @throws SourceFault or NetFault: it is away */
export const readSource = <K extends OutsideKind>(
  kind: K,
  task: SourceTask<K>,
  reach: Reach,
): Promise<Reading> => READERS[kind](task, reach);
