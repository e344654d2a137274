import { setTimeout as sleep } from "node:timers/promises";

const INTERVAL_SECONDS = 10;
const BATCH = 200;
const MONITORS = 5;
const RETRY_MS = 50;
const REQUEST_TIMEOUT_MS = 15_000;

/** A client that hands in samples for ever, again and again until they are acknowledged, and remembers which were. */
export class Ingest {
  /** `monitor|slot` of every sample that a 202 has covered. */
  readonly acknowledged = new Set<string>();
  /** Batches that had to be sent more than once. */
  retried = 0;
  duplicates = 0;
  lastAcknowledgedAt = performance.now();
  readonly #origin: string;
  readonly #token: string;
  #pageId = "";
  #monitors: string[] = [];
  #slot: number;
  #isStopped = false;

  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
    // Past slots: far enough back that a run never reaches the present.
    this.#slot = Math.floor(Date.now() / 1000 / INTERVAL_SECONDS) - 200_000;
  }

  async #call(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(`${this.#origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async #make(path: string, body: object): Promise<string> {
    const made = await this.#call("POST", path, body);
    if (made.status !== 201) throw new Error(`${path} answered ${made.status}: ${JSON.stringify(made.body)}`);
    return String(made.body.id);
  }

  /** A component with external monitors that takes samples back to the first slot. */
  async prepare(): Promise<void> {
    const pages = await this.#call("GET", "/v1/pages");
    this.#pageId = (pages.body as unknown as { id: string }[])[0]!.id;
    const startDate = new Date(this.#slot * INTERVAL_SECONDS * 1000 - 86_400_000).toISOString().slice(0, 10);
    const component = { name: "Crash test", start_date: startDate };
    const componentId = await this.#make(`/v1/pages/${this.#pageId}/components`, { component });
    for (let n = 0; n < MONITORS; n += 1)
      this.#monitors.push(
        await this.#make(`/v1/pages/${this.#pageId}/monitors`, {
          monitor: { component_id: componentId, kind: "external", interval_seconds: INTERVAL_SECONDS },
        }),
      );
  }

  #nextBatch(): { monitor_id: string; at: string; outcome: string; latency_ms: number }[] {
    const batch = [];
    for (let n = 0; n < BATCH / MONITORS; n += 1) {
      const at = new Date(this.#slot * INTERVAL_SECONDS * 1000).toISOString();
      for (const monitor_id of this.#monitors)
        batch.push({ monitor_id, at, outcome: "up", latency_ms: 12.5 });
      this.#slot += 1;
    }
    return batch;
  }

  async #isTaken(samples: object[]): Promise<boolean> {
    const answer = await this.#call("POST", `/v1/pages/${this.#pageId}/samples`, { samples }).catch(
      () => null,
    );
    if (answer?.status !== 202) return false;
    const { accepted, duplicates, rejected } = answer.body as {
      accepted: number;
      duplicates: number;
      rejected: [];
    };
    if (rejected.length > 0 || accepted + duplicates !== samples.length)
      throw new Error(`the samples were not all taken: ${JSON.stringify(answer.body).slice(0, 300)}`);
    this.duplicates += duplicates;
    return true;
  }

  /** Hands in batch after batch until `stop`; a batch that was not acknowledged is sent again as it is. */
  async run(): Promise<void> {
    while (!this.#isStopped) {
      const batch = this.#nextBatch();
      for (let tries = 0; !(await this.#isTaken(batch)); tries += 1) {
        if (this.#isStopped) return;
        if (tries === 0) this.retried += 1;
        await sleep(RETRY_MS);
      }
      for (const { monitor_id, at } of batch) this.acknowledged.add(`${monitor_id}|${at}`);
      this.lastAcknowledgedAt = performance.now();
    }
  }

  stop(): void {
    this.#isStopped = true;
  }
}
