import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { readEnv } from "#lib/env.ts";
import { currentSnapshot, renderedLocale } from "#lib/usecases/snapshot/current.ts";

/** What a presenter may know beside the snapshot. The answer must depend on nothing else: it is cached. */
export type PublicContext = {
  /** PUBLIC_URL without a slash at its end: every link is built from it. */
  publicUrl: string;
  /** The language of a path under `/ko` or `/en`; null for the root form (labels in English, content in the first language). */
  locale: Language | null;
  /** Segments of the route, such as `{ component: "8kbf7d35c070.svg" }`. */
  params: Record<string, string>;
  /** Only the parameters that lib/server/public-paths.ts names for the path; unknown ones never arrive. */
  query: URLSearchParams;
};

export type PublicDocument = {
  body: string | Uint8Array<ArrayBuffer>;
  contentType: string;
  /** 200 unless told; 404 for what the snapshot does not hold. */
  status?: number;
};

type Presenter = (snapshot: Snapshot, context: PublicContext) => PublicDocument;
/** Next gives no params to a route without segments, whatever its types say. */
type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

const STARTING_RETRY_SECONDS = 2;

/**
 * Makes a Next route handler of a pure presenter: `export const GET = publicDocument((snapshot, context) => …)`.
 * Caching, ETag, Last-Modified, compression, CORS, HEAD and OPTIONS are added by our server in front of Next.
 * Before the first snapshot the answer is 503 with Retry-After.
 */
export function publicDocument(presenter: Presenter) {
  return async (request: Request, route: RouteContext): Promise<Response> => {
    const snapshot = currentSnapshot();
    if (!snapshot) return starting();
    const params = Object.fromEntries(
      Object.entries((await route.params) ?? {}).map(([name, value]) => [name, [value].flat().join("/")]),
    );
    const { body, contentType, status } = presenter(snapshot, {
      publicUrl: readEnv().PUBLIC_URL,
      locale: renderedLocale(),
      params,
      query: new URL(request.url).searchParams,
    });
    return new Response(body, { status: status ?? 200, headers: { "content-type": contentType } });
  };
}

const starting = (): Response =>
  Response.json(
    { message: "The status page is starting: no data has been published yet." },
    { status: 503, headers: { "retry-after": String(STARTING_RETRY_SECONDS) } },
  );
