import { notFound } from "#lib/domain/errors.ts";
import { respondFailure } from "#lib/web/respond.ts";

/** Whatever the manage API does not have. */
const refuse = (): Response => respondFailure(notFound("resource"));

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };
