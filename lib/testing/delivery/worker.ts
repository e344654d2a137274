import { readFileSync } from "node:fs";
import type { DeliveryOptions } from "#lib/worker/delivery/options.ts";
import { TEST_SECRET_KEY } from "../people.ts";
import { spawnWorker, type WorkerProcess } from "../worker-process.ts";

/** Where the links of every message must point to, and nowhere else. */
export const PUBLIC_URL = "https://status.example.com";
export const MAIL_FROM = "Example Status <status@example.com>";

/** Any of the options of deliveries, however deep. */
export type Shortened<T = DeliveryOptions> = {
  [K in keyof T]?: T[K] extends readonly unknown[] ? T[K] : T[K] extends object ? Shortened<T[K]> : T[K];
};

const SOON = { stepsMs: [100, 200, 400, 800], thenEveryMs: 1_000 };
/** A day of retries in seconds, and leases that end soon. */
export const FAST: Shortened = {
  leaseMs: 2_000,
  renewEveryMs: 500,
  lookEveryMs: 100,
  pause: { firstMs: 100, maxMs: 800 },
  settle: { retries: { email: SOON, sms: SOON, slack: SOON, teams: SOON, webhook: SOON } },
  tellOwnerAfter: 1_000_000,
};

export type DeliveryWorkerOptions = {
  databaseUrl: string;
  smtpUrl?: string;
  /** host:port of sinks. */
  allow?: string[];
  env?: Record<string, string>;
  /** The product's own without it. */
  delivery?: Shortened;
};

/** Starts the real worker as a process, with a relay of ours. */
export function startDeliveryWorker({ delivery, ...options }: DeliveryWorkerOptions): WorkerProcess {
  const env = {
    SECRET_KEY: TEST_SECRET_KEY,
    PUBLIC_URL,
    LOG_LEVEL: "warn",
    ...(options.smtpUrl ? { SMTP_URL: options.smtpUrl, MAIL_FROM } : {}),
    EGRESS_ALLOW: (options.allow ?? []).join(","),
    ...options.env,
  };
  const program = delivery ? ["lib/testing/delivery/worker-main.ts", JSON.stringify(delivery)] : undefined;
  return spawnWorker(options.databaseUrl, env, program);
}

const MS_PER_TICK = 10;

/** What a process has taken of the processors so far, in ms (Linux). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

const BYTES_PER_KB = 1024;
const BYTES_PER_MB = 1_048_576;

/** Resident memory of a process now and at its highest, in MB (Linux); null when it is gone. */
export function residentMb(pid: number): { now: number; peak: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const mb = (name: string) =>
      (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * BYTES_PER_KB) / BYTES_PER_MB;
    return { now: mb("VmRSS"), peak: mb("VmHWM") };
  } catch {
    return null;
  }
}
