/**
 * What a source says of one window of an SLI. `windowSeconds` divides 300; `counts` are latencies on BOUNDARIES_US
 * (boundaries.ts), empty for SLIs without latencies. 0 ≤ good ≤ total. Instants are milliseconds since the epoch.
 */
export type Measurement = {
  sliId: string;
  windowAt: number;
  windowSeconds: number;
  good: bigint;
  total: bigint;
  counts: readonly bigint[];
};

/** Five minutes of an SLI over all its sources. */
export type SliWindow = { at: number; good: bigint; total: bigint; counts: readonly bigint[] };
