import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { currentDatabaseState, currentSnapshot } from "#lib/usecases/snapshot/current.ts";
import type { PageCache } from "./documents/page-cache.ts";
import type { PublicDocuments } from "./documents/public-documents.ts";
import { refuse } from "./http/plain-pages.ts";
import type { LiveEvents } from "./live-events.ts";

const FORWARDING = /^(x-forwarded(-.+)?|forwarded|via|x-original-.+|cf-.+|.*-(real|client|connecting)-ip)$/;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const SECOND_MS = 1_000;

type Sources = { cache: PageCache; documents: PublicDocuments; events: LiveEvents };

/**
 * Prometheus figures of the web process. They are plain numbers that grow beside the work and are only read when
 * somebody asks: counting costs a request nothing.
 */
export function createMetrics({ cache, documents, events }: Sources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  counter("tds_page_cache_hits_total", "Public documents answered from memory", () => documents.counts.hits);
  counter(
    "tds_page_cache_misses_total",
    "Public documents that had to be rendered",
    () => documents.counts.misses,
  );
  counter("tds_not_modified_total", "Answers with status 304", () => documents.counts.unmodified);
  counter("tds_renders_total", "Renderings of public documents", () => cache.counts.renders);
  counter("tds_render_failures_total", "Renderings that failed", () => cache.counts.failures);
  counter("tds_render_seconds_total", "Time from the start of a rendering to its finished forms", () =>
    Number((cache.counts.renderMs / SECOND_MS).toFixed(3)),
  );
  gauge("tds_page_cache_bytes", "Memory of the page cache", () => cache.size.bytes);
  gauge("tds_page_cache_entries", "Documents in the page cache", () => cache.size.entries);
  gauge("tds_event_streams", "Open event streams", () => events.size);
  gauge("tds_snapshot_version", "Version of the newest snapshot", () => currentSnapshot()?.version ?? 0);
  gauge("tds_snapshot_age_seconds", "Time since the newest snapshot was measured", () => {
    const asOf = currentSnapshot()?.asOf;
    return asOf ? (Date.now() - Date.parse(asOf)) / SECOND_MS : Number.NaN;
  });
  gauge("tds_standing_still", "1 while readers are told that the page stands still", () =>
    currentDatabaseState().databaseAway ? 1 : 0,
  );
  return registry;
}

/** Without a token, only this machine itself may read; a forwarding header means that somebody else asks through it. */
export function mayReadMetrics(
  request: IncomingMessage,
  { token, proxyHops }: { token: string | undefined; proxyHops: number },
): boolean {
  if (token !== undefined) {
    const given = Buffer.from(request.headers.authorization ?? "");
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
  const isForwarded = Object.keys(request.headers).some((name) => FORWARDING.test(name));
  return proxyHops === 0 && !isForwarded && LOOPBACK.test(request.socket.remoteAddress ?? "");
}

/** `/metrics`. */
export async function answerMetrics(
  registry: Registry,
  isAllowed: boolean,
  response: ServerResponse,
): Promise<void> {
  if (!isAllowed) {
    refuse(
      response,
      403,
      "Metrics need METRICS_TOKEN as a bearer token, or a request from this machine itself",
    );
    return;
  }
  const text = await registry.metrics();
  response.writeHead(200, ["content-type", registry.contentType, "cache-control", "no-store"]);
  response.end(response.req.method === "HEAD" ? undefined : text);
}
