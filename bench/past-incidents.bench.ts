import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pool } from "#lib/data/db.ts";
import { buildPages } from "#lib/setup/prepare.ts";
import { spawnWeb } from "#lib/testing/web-process.ts";
import { buildSnapshot } from "#lib/usecases/snapshot/build.ts";
import { publishSnapshot } from "#lib/usecases/snapshot/publish.ts";
import { makeHistory } from "./history.ts";
import { addIncidents } from "./incident-history.ts";
import { bench, quantile, rounded, timed } from "./world.ts";

const INCIDENTS = 200;
const RUNS = 100;
const KB = 1024;
const START_TIMEOUT_MS = 30_000;
const WORDS =
  "요청 응답 지연 원인 조사 복구 저장소 연결 확인 작업 대기열 서버 교체 진행 안내 다음 시각 정상 일부 지역 사용자 영향 없음 점검 재시작 인증서 갱신 경로 조정 관찰 완료 배포 되돌림 부하 분산 용량 추가 알림 기록 측정 회복";

/** Texts of their own, as equal ones would compress to nothing. */
const distinctTexts = () =>
  pool().query(
    `update incident_updates u set body = (
       select string_agg(word, ' ' order by random()) || ' ' || u.id
       from unnest(string_to_array($1, ' ')) word where u.id is not null and random() < 0.8)`,
    [WORDS],
  );

/** What goes over the wire for one visit, with brotli. */
const wireBytes = (url: string): Promise<{ status: number; bytes: number }> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "br" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, bytes }));
    }).on("error", reject);
  });

async function served(url: string): Promise<void> {
  for (const startedAt = performance.now(); (await wireBytes(url)).status !== 200; ) {
    if (performance.now() - startedAt > START_TIMEOUT_MS) throw new Error(`${url} does not come`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * A page of 20 components with 200 incidents and 100 windows in one month that is over: the month over the wire, and
 * what the front page still weighs and costs with that history behind it.
 */
await bench("history", async (databaseUrl) => {
  await buildPages();
  const now = Date.now();
  const monthEnd = Date.UTC(2026, 9, 31, 12);
  const { pageId, componentIds } = await makeHistory({ componentCount: 20, days: 90, now });
  await addIncidents(pageId, componentIds, { count: INCIDENTS, days: 28, now: monthEnd });
  await pool().query(
    "update incidents set status = 'resolved', resolved_at = started_at + interval '1 hour' where resolved_at is null",
  );
  await distinctTexts();
  await pool().query("vacuum analyze");
  const builds: number[] = [];
  for (let i = 0; i < 10; i++) builds.push(await timed(() => buildSnapshot(pageId, now)));
  await publishSnapshot(pageId, now);
  const dataDir = await mkdtemp(join(tmpdir(), "history-bench-"));
  const web = await spawnWeb({ databaseUrl, dataDir });
  try {
    await served(`${web.origin}/ko`);
    const month = `${web.origin}/ko/history/2026-10`;
    const missMs = await timed(() => wireBytes(month));
    const views: number[] = [];
    for (let i = 0; i < RUNS; i++) views.push(await timed(() => wireBytes(month)));
    const [front, whole] = [await wireBytes(`${web.origin}/ko`), await wireBytes(month)];
    return {
      events: INCIDENTS * 1.5,
      monthKb: { value: rounded(whole.bytes / KB), atMost: 60 },
      frontKb: { value: rounded(front.bytes / KB), atMost: 14 },
      missMs: rounded(missMs),
      viewMs: rounded(quantile(views, 0.5)),
      snapshotMs: { value: rounded(quantile(builds, 0.5)), atMost: 100 },
    };
  } finally {
    await web.stop();
    await rm(dataDir, { recursive: true });
  }
});
