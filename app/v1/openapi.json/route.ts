import { openApiDocument } from "#lib/api/manage/openapi.ts";
import { settings } from "#lib/web/settings.ts";

/** The description of the manage API: public, like its documentation. */
export function GET(): Response {
  return Response.json(openApiDocument(settings().env.PUBLIC_URL), {
    headers: { "cache-control": "public, max-age=300" },
  });
}
