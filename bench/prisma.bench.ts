import { pool, prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { listComponents } from "#lib/data/page/components.ts";
import { change } from "#lib/data/tx.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { bench, rounded } from "./world.ts";

/**
 * What Prisma adds to a typical read (a list of 50 components) and a typical write (a change with its audit record and
 * event), beside the same statements through node-postgres. No limit: a figure to know when SQL is worth its while.
 */
const COMPONENTS = 50;
const ROUNDS = 5;
const READS = 200;
const WRITES = 100;

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

type Cost = { ms: number; cpuMs: number };

async function costOf(times: number, work: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  for (let i = 0; i < times; i++) await work();
  const ms = (performance.now() - startedAt) / times;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 / times };
}

/** Both sides in turn, several rounds, medians: what else the machine does falls on both. */
async function compare(times: number, ours: () => Promise<unknown>, raw: () => Promise<unknown>) {
  const rounds: { prisma: Cost; pg: Cost }[] = [];
  await costOf(times / 5, ours);
  await costOf(times / 5, raw);
  for (let i = 0; i < ROUNDS; i++)
    rounds.push({ prisma: await costOf(times, ours), pg: await costOf(times, raw) });
  const pick = (side: "prisma" | "pg") => ({
    ms: rounded(median(rounds.map((round) => round[side].ms))),
    cpuMs: rounded(median(rounds.map((round) => round[side].cpuMs))),
  });
  return { prisma: pick("prisma"), pg: pick("pg") };
}

async function reading(pageId: string) {
  return await compare(
    READS,
    () => listComponents(pageId, { archived: false }),
    () =>
      pool().query(
        "select * from components where page_id = $1 and archived_at is null order by position, created_at, id",
        [pageId],
      ),
  );
}

async function rawWrite(pageId: string, id: string): Promise<void> {
  const client = await pool().connect();
  const name = newId();
  await client.query("begin");
  await client.query("update components set name = $2, updated_at = now() where id = $1 returning *", [
    id,
    name,
  ]);
  await client.query(
    `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id, after)
     values ($1, 'operator', 'bench', 'component.update', 'component', $2, $3)`,
    [pageId, id, { name }],
  );
  await client.query("insert into outbox (page_id, kind, payload) values ($1, 'component.updated', $2)", [
    pageId,
    { component_id: id },
  ]);
  await client.query("select pg_notify('status_changed', $1)", [pageId]);
  await client.query("commit");
  client.release();
}

async function writing(pageId: string, id: string) {
  const scope = operatorScope("components:write", pageId);
  const ours = () =>
    change(scope, async (tx) => {
      const { name } = await tx.component.update({ where: { id }, data: { name: newId() } });
      return {
        result: null,
        audit: { action: "component.update", objectKind: "component", objectId: id, after: { name } },
        event: { kind: "component.updated", payload: { component_id: id } },
      };
    });
  return await compare(WRITES, ours, () => rawWrite(pageId, id));
}

await bench("prisma", async () => {
  const pageId = await newPage();
  const ids = Array.from({ length: COMPONENTS }, newId);
  await prisma().component.createMany({
    data: ids.map((id, i) => ({ id, pageId, name: `c${i}`, description: "Text", position: i })),
  });
  await pool().query("analyze");
  const read = await reading(pageId);
  const write = await writing(pageId, ids[0]!);
  return {
    readMs: read.prisma.ms,
    readPgMs: read.pg.ms,
    readCpuMs: read.prisma.cpuMs,
    readPgCpuMs: read.pg.cpuMs,
    writeMs: write.prisma.ms,
    writePgMs: write.pg.ms,
    writeCpuMs: write.prisma.cpuMs,
    writePgCpuMs: write.pg.cpuMs,
  };
});
