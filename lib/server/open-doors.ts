import type { Env } from "#lib/env.ts";
import type { Logger } from "#lib/log.ts";
import { channelFigures, queueHealth } from "#lib/usecases/deliveries/queue.ts";
import { workerHealth } from "#lib/usecases/workers/health.ts";
import { addDeliveryMetrics } from "./delivery-metrics.ts";
import { createDispatch, type Doors } from "./dispatch.ts";
import { withArchive } from "./documents/archive.ts";
import { DevelopmentDocuments } from "./documents/development.ts";
import type { DocumentRequest, Site } from "./documents/entry.ts";
import type { World } from "./documents/generation.ts";
import { PageCache } from "./documents/page-cache.ts";
import { PublicDocuments } from "./documents/public-documents.ts";
import { nextRenderer } from "./documents/render.ts";
import { clientAddress } from "./http/client-address.ts";
import { createListener, type Listener } from "./http/listener.ts";
import { isPassedThrough, passThrough } from "./http/pass-through.ts";
import { StaticFiles } from "./http/static-files.ts";
import { LiveEvents } from "./live-events.ts";
import { answerMetrics, createMetrics, mayReadMetrics } from "./metrics.ts";
import { openNext } from "./next-app.ts";
import { PersonalPages } from "./personal/personal-pages.ts";
import { findPublicPath } from "./public-paths.ts";
import { Readiness } from "./readiness.ts";

/** Everything that answers, wired up. */
export type OpenDoors = {
  listener: Listener;
  events: LiveEvents;
  /** Makes a world the one that is served. */
  advance: (world: World) => Promise<void>;
  close: () => Promise<void>;
};

type Options = { root: string; env: Env; log: Logger; isDev: boolean; site: Site };

/** Loads Next and opens what stands in front of it. `site.buildId` is not used while developing. */
export async function openDoors({ root, env, log, isDev, site }: Options): Promise<OpenDoors> {
  const isHttps = env.PUBLIC_URL.startsWith("https:");
  const host = new URL(env.PUBLIC_URL).host;
  let handle: ReturnType<typeof createDispatch> | undefined;
  const listener = createListener((request, response) => handle!(request, response), {
    refusesUpgrades: !isDev,
  });
  const httpServer = isDev ? listener.server : undefined;
  const next = await openNext({ root, isDev, port: env.PORT, httpServer });
  const render = nextRenderer(next.listener, host);
  const cache = new PageCache({
    render: isDev ? render : await withArchive(render, env.DATA_DIR, site.buildId),
    site,
    log,
    core: coreDocuments,
  });
  const addressOf: Addressing = (request) => clientAddress(request, env.TRUSTED_PROXY_HOPS);
  const documents = new PublicDocuments({ cache, isHttps, addressOf });
  const development = isDev ? new DevelopmentDocuments(next.listener) : null;
  const events = new LiveEvents();
  const through = { listener: next.listener, host, isHttps };
  const world = () => (development ?? cache).world;
  // A queue of its own: whoever opens many personal pages makes no public document wait for its turn.
  const personal = new PersonalPages({
    ...{ listener: next.listener, render: nextRenderer(next.listener, host) },
    ...{ world, host, isHttps, addressOf },
  });
  handle = createDispatch({
    documents: development ?? documents,
    own: ownAnswers({ env, cache, documents, events, addressOf }),
    files: isDev ? StaticFiles.none() : await StaticFiles.find(root, isHttps),
    personal,
    // While developing, all but the public documents is Next's: its client asks for many paths of its own.
    isPassedThrough: development ? () => true : isPassedThrough,
    passThrough: (request, response) =>
      development
        ? development.serveMissing(request.url ?? "", request, response)
        : passThrough(through, addressOf(request), request, response),
    log,
  });
  return {
    listener,
    events,
    advance: async (world) => (development ? development.advance(world) : await cache.advance(world)),
    close: () => next.close(),
  };
}

type Addressing = (request: Parameters<typeof clientAddress>[0]) => string;
type OwnParts = {
  env: Env;
  cache: PageCache;
  documents: PublicDocuments;
  events: LiveEvents;
  addressOf: Addressing;
};

/** What this process answers itself. */
function ownAnswers({ env, cache, documents, events, addressOf }: OwnParts): Doors["own"] {
  const readiness = new Readiness({ readHealth: workerHealth, readQueue: queueHealth });
  const registry = createMetrics({ cache, documents, events });
  addDeliveryMetrics(registry, { readQueue: queueHealth, readChannels: channelFigures });
  const access = { token: env.METRICS_TOKEN, proxyHops: env.TRUSTED_PROXY_HOPS };
  return {
    "/healthz": (request, response) => {
      response.writeHead(200, [
        "content-type",
        "text/plain",
        "cache-control",
        "no-store",
        "content-length",
        "3",
      ]);
      response.end(request.method === "HEAD" ? undefined : "ok\n");
    },
    "/readyz": (_request, response) => readiness.answer(response),
    "/metrics": (request, response) => answerMetrics(registry, mayReadMetrics(request, access), response),
    "/events": (request, response) => events.open(addressOf(request), request, response),
  };
}

/** The front page of every language and the summary are ready before anybody asks. */
function coreDocuments({ snapshot }: World): DocumentRequest[] {
  const paths = [...snapshot.page.languages.map((language) => `/${language}`), "/api/v2/summary.json"];
  return paths.map((path) => ({ ...findPublicPath(path)!, search: "" }));
}
