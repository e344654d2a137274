import { setTimeout as sleep } from "node:timers/promises";
import { listenFault } from "../postgres/free-port.ts";
import { Refusal } from "../refusal.ts";

const START_TIMEOUT_MS = 60_000;
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

/**
 * Waits until /healthz answers.
 * @throws Refusal after a minute; the reason of the signal when that comes first
 */
export async function waitForWeb(origin: string, signal: AbortSignal): Promise<void> {
  for (const startedAt = performance.now(); performance.now() - startedAt < START_TIMEOUT_MS; ) {
    signal.throwIfAborted();
    const limit = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const answer = await fetch(`${origin}/healthz`, { signal: AbortSignal.any([signal, limit]) }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(POLL_MS, undefined, { signal });
  }
  throw new Refusal(
    `The web process does not answer at ${origin}/healthz after ${START_TIMEOUT_MS / 1000} s; its log above tells why.`,
  );
}
