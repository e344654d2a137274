import { ViolationList } from "#components/admin/violations/violation-list.tsx";
import { VIOLATION_STATES } from "#lib/domain/slo/violation-input.ts";
import { listViolations } from "#lib/usecases/violations/read.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

const PAGE_SIZE = 30;
const PAGE = /^[1-9]\d{0,3}$/;

export default async function ViolationsPage({ searchParams }: Query) {
  const scope = (await adminSession()).scope("page:read");
  const query = await firstOf(searchParams);
  const state = VIOLATION_STATES.find((one) => one === query.state);
  const page = PAGE.test(query.page ?? "") ? Number(query.page) : 1;
  const window = { skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE + 1 };
  const violations = await listViolations(scope, { state }, window);
  return (
    <ViolationList
      violations={violations.slice(0, PAGE_SIZE)}
      hasMore={violations.length > PAGE_SIZE}
      {...{ state, page, now: Date.now() }}
    />
  );
}
