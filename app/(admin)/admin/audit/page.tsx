import { AuditScreen } from "#components/admin/audit/audit-screen.tsx";
import type { Chain } from "#components/admin/audit/chain-state.tsx";
import type { Filters } from "#components/admin/audit/filters.tsx";
import type { AuditFilter } from "#lib/domain/audit/record.ts";
import { instantOfLocal } from "#lib/domain/input/local-time.ts";
import { namesIn, readChain } from "#lib/usecases/audit/chain.ts";
import { listAudit } from "#lib/usecases/audit/list.ts";
import { verifyHistory } from "#lib/usecases/audit/verify.ts";
import type { Scope } from "#lib/usecases/requests/authorize.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

const PAGE_SIZE = 50;
const DAY_MS = 86_400_000;
/** A seal that is older than this is late: the worker seals within seconds. */
const LATE_MS = 60_000;
/** Longer chains are verified by the command, which says how far it is. */
const MAX_VERIFIED_HERE = 50_000;

const startOf = (day: string | undefined, timeZone: string): number | undefined =>
  (day && instantOfLocal(`${day}T00:00`, timeZone)) || undefined;

function filterOf({ since, until, ...filters }: Filters, timeZone: string): AuditFilter {
  const end = startOf(until, timeZone);
  return { ...filters, since: startOf(since, timeZone), until: end && end + DAY_MS };
}

async function chainOf(scope: Scope<"audit:read">, wantsVerification: boolean): Promise<Chain> {
  const { head, unsealed, oldestUnsealedAt } = await readChain(scope);
  const isLate = oldestUnsealedAt !== null && Date.now() - oldestUnsealedAt > LATE_MS;
  const told = { head, unsealed, isLate };
  if (!wantsVerification || head === null) return { ...told, verification: null };
  if (head.count > MAX_VERIFIED_HERE) return { ...told, verification: "too_many" };
  const { isWhole, count, faults } = await verifyHistory();
  return { ...told, verification: { isWhole, count, faults: faults.map(({ message }) => message) } };
}

export default async function AuditPage({ searchParams }: Query) {
  const session = await adminSession();
  const scope = session.scope("audit:read");
  const { verify, after, actor, action, object, since, until } = await firstOf(searchParams);
  const filters: Filters = { actor, action, object, since, until };
  const cursor = after && /^\d{1,18}$/.test(after) ? after : undefined;
  const window = { after: cursor, limit: PAGE_SIZE + 1 };
  const found = await listAudit(scope, filterOf(filters, session.page.timeZone), window);
  const records = found.slice(0, PAGE_SIZE);
  const names = await namesIn(scope, records);
  return (
    <AuditScreen
      records={records.map((record) => ({
        ...record,
        actorName: names.get(record.actorId) ?? null,
        objectName: names.get(record.objectId) ?? null,
      }))}
      filters={filters}
      chain={await chainOf(scope, verify === "1")}
      next={found.length > PAGE_SIZE ? records.at(-1)!.id : null}
      isFirst={cursor === undefined}
    />
  );
}
