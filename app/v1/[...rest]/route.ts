import { notFound } from "#lib/domain/errors.ts";
import { newTrace, safely } from "#lib/web/safely.ts";

/** Whatever the manage API does not have, told as what a person may not know of. */
const refuse = (): Promise<Response> =>
  safely(newTrace(), async () => {
    throw notFound("resource");
  });

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };
