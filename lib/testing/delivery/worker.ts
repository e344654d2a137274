import { readFileSync } from "node:fs";
import { TEST_SECRET_KEY } from "../people.ts";
import { spawnWorker, type WorkerProcess } from "../worker-process.ts";

/** Where the links of every message must point to, and nowhere else. */
export const PUBLIC_URL = "https://status.example.com";
export const MAIL_FROM = "Example Status <status@example.com>";

export type DeliveryWorkerOptions = {
  databaseUrl: string;
  smtpUrl?: string;
  /** host:port of sinks. */
  allow?: string[];
  env?: Record<string, string>;
};

/** Starts the real worker as a process, with a relay of ours. */
export function startDeliveryWorker(options: DeliveryWorkerOptions): WorkerProcess {
  return spawnWorker(options.databaseUrl, {
    SECRET_KEY: TEST_SECRET_KEY,
    PUBLIC_URL,
    LOG_LEVEL: "warn",
    ...(options.smtpUrl ? { SMTP_URL: options.smtpUrl, MAIL_FROM } : {}),
    EGRESS_ALLOW: (options.allow ?? []).join(","),
    ...options.env,
  });
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
