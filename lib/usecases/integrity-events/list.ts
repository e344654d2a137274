import type { Scope } from "#lib/data/scope.ts";
import { readIntegrityEvents } from "#lib/data/slo/sent/integrity.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { IntegrityFilter, StoredIntegrityEvent } from "#lib/domain/slo/sent/integrity.ts";

/** What jobs said of the page's data, the latest first. */
export const listIntegrityEvents = (
  { pageId }: Scope<"page:read">,
  filter: IntegrityFilter,
  window: ListWindow,
): Promise<StoredIntegrityEvent[]> => readIntegrityEvents(pageId, filter, window);
