import { setTimeout as sleep } from "node:timers/promises";
import { listenFault } from "../postgres/free-port.ts";
import { Refusal } from "../refusal.ts";

const START_TIMEOUT_MS = 60_000;
/** Without a worker (npm run web alone) the page may have nothing to show yet: that is no fault. */
const FIRST_PAGE_TIMEOUT_MS = 10_000;
const POLL_MS = 50;
const REQUEST_TIMEOUT_MS = 2_000;
const EVERY_ADDRESS = new Set(["0.0.0.0", "::", "*"]);

/** Where this machine reaches the web process that listens on `host`. */
export function localOrigin(host: string, port: number): string {
  const local = EVERY_ADDRESS.has(host) ? "127.0.0.1" : host;
  return `http://${local.includes(":") ? `[${local}]` : local}:${port}`;
}

/** @throws Refusal when the web process could not listen there */
export async function refuseTakenPort(host: string, port: number): Promise<void> {
  const fault = await listenFault(port, host);
  if (fault === "EADDRINUSE")
    throw new Refusal(
      `Port ${port} is already in use by another program. Stop that program, or set PORT to a free one.`,
    );
  if (fault === "EACCES")
    throw new Refusal(`Port ${port} is reserved on this machine. Set PORT to 1024 or higher.`);
  if (fault)
    throw new Refusal(
      `HOST ${host} with PORT ${port} cannot be listened on (${fault}). Correct HOST or PORT.`,
    );
}

async function isAnswering(url: string, signal: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
  const answer = await fetch(url, { signal: limit }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

async function waitForAnswer(url: string, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  for (const startedAt = performance.now(); performance.now() - startedAt < timeoutMs; ) {
    signal.throwIfAborted();
    if (await isAnswering(url, signal)) return true;
    await sleep(POLL_MS, undefined, { signal }).catch(() => {});
  }
  return false;
}

/**
 * Waits until /healthz answers, and then a little for the page itself, which needs a first snapshot from the worker.
 * @throws Refusal after a minute; the reason of the signal when that comes first
 */
export async function waitForWeb(origin: string, signal: AbortSignal): Promise<void> {
  if (!(await waitForAnswer(`${origin}/healthz`, START_TIMEOUT_MS, signal)))
    throw new Refusal(
      `The web process does not answer at ${origin}/healthz after ${START_TIMEOUT_MS / 1000} s; its log above tells why.`,
    );
  await waitForAnswer(`${origin}/`, FIRST_PAGE_TIMEOUT_MS, signal);
}
