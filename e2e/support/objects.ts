import { call, newToken } from "#lib/testing/manage/world.ts";

/** A client of the page's manage API that may do everything, through the route handlers. */
export async function pageClient(pageId: string) {
  const token = await newToken(pageId);
  const base = `/v1/pages/${pageId}`;
  const ask = (method: string, path: string, json?: unknown) =>
    call(method, path ? `${base}/${path}` : base, { token, json });
  return {
    token,
    ask,
    /** Makes something and tells its id. */
    add: async (path: string, json: unknown) => String((await ask("POST", path, json)).body.id),
  };
}
