import type { SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";
import type { WindowSpan } from "#lib/domain/slo/reading/schedule.ts";
import type { PulledKind, PulledSource, SliKind } from "#lib/domain/slo/source.ts";
import type { Egress } from "#lib/net/egress.ts";

/** What is to be read: whole windows of one SLI. `cursor` is what the reader gave back last, or null. */
export type SourceTask<K extends PulledKind = PulledKind> = {
  sli: { id: string; key: string; kind: SliKind };
  source: PulledSource<K>;
  span: WindowSpan;
  cursor: unknown;
};

/** Windows that the source knows nothing of are left out: silence is no data, never zero. */
export type Reading = {
  measurements: SourcedMeasurement[];
  cursor?: unknown;
  /** What could not be taken, beside all the rest. */
  fault?: string;
};

export type Reach = {
  egress: Egress;
  /** For all of one reading. */
  timeoutMs: number;
  signal: AbortSignal;
  /** ALB_LOGS_DIR, or undefined: no folder may be read. */
  logsDir?: string | undefined;
  /** Credentials of AWS, from the environment; undefined: none. */
  aws?: AwsCredentials | undefined;
};
export type AwsCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
};

/**
 * Reads windows of a source. The same windows may be asked for again: what is stored is replaced.
 * @throws SourceFault or NetFault: the source is away, or answers what cannot be taken
 */
export type SourceReader<K extends PulledKind> = (task: SourceTask<K>, reach: Reach) => Promise<Reading>;

const MAX_FAULT_LENGTH = 300;

/** A source that answers, but not with figures; the sentence is for operators. */
export class SourceFault extends Error {
  constructor(message: string) {
    super(message.slice(0, MAX_FAULT_LENGTH));
    this.name = "SourceFault";
  }
}
