import { readPage } from "#lib/data/page/pages.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { Page } from "#lib/domain/page/page.ts";

/** The page of the scope. @throws Failure not_found */
export async function readScopedPage(scope: Scope, tx?: Tx): Promise<Page> {
  const page = await readPage(scope.pageId, tx);
  if (!page) throw notFound("page");
  return page;
}
