import { ingest } from "#lib/web/alerts/ingest.ts";

type Context = { params: Promise<{ source: string; secret: string }> };

/** Where monitoring systems send their alerts: docs/alerts.md. */
export const POST = async (request: Request, { params }: Context): Promise<Response> =>
  ingest(request, await params);
