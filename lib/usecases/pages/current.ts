import { listPages } from "#lib/data/page/pages.ts";
import type { Page } from "#lib/domain/page/page.ts";

/** The one page of an installation (the oldest, should there be several); null before the first start is complete. */
export const currentPage = async (): Promise<Page | null> => (await listPages(null))[0] ?? null;
