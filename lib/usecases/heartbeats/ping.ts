import { writePing } from "#lib/data/status/monitors.ts";
import { notFound } from "#lib/domain/errors.ts";

const MAX_SECRET_LENGTH = 200;

/**
 * Notes that the job behind a heartbeat address called at `now` (ms). Its next slot is judged with it.
 * @throws Failure not_found: no monitor has this secret
 */
export async function recordPing(secret: string, now: number): Promise<void> {
  if (secret.length === 0 || secret.length > MAX_SECRET_LENGTH || !(await writePing(secret, now)))
    throw notFound("heartbeat");
}
