export const OUTCOMES = ["up", "degraded", "down"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Prober names: our own worker, and samples that came through the API. */
export const LOCAL_PROBER = "local";
export const API_PROBER = "api";

/** One measurement of one slot by one prober. Instants are milliseconds since the epoch. */
export type Sample = {
  monitorId: string;
  prober: string;
  slotAt: number;
  outcome: Outcome;
  /** Taken while our own network was broken: counts as missing. */
  impaired: boolean;
  latencyMs: number | null;
  /** The client's own id, unique per monitor and UTC day. */
  clientId: string | null;
  detail: SampleDetail | null;
};

/** Why a probe judged as it did, and where its time went. Named reasons: see lib/probes. */
export type SampleDetail = {
  reason?: string;
  httpStatus?: number;
  dnsMs?: number;
  connectMs?: number;
  tlsMs?: number;
  firstByteMs?: number;
  tlsDaysLeft?: number;
};

/** Start of the slot that holds `at`: slots are aligned to the epoch plus a fixed phase per monitor (0 for external ones). */
export const slotStart = (at: number, intervalMs: number, phaseMs: number): number =>
  Math.floor((at - phaseMs) / intervalMs) * intervalMs + phaseMs;
