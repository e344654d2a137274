import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { readEnv } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { readBuildId } from "#lib/server/next-app.ts";
import { openDoors } from "#lib/server/open-doors.ts";
import { fullSnapshot, themedSnapshot } from "./fixtures/full.ts";
import { largeSnapshot } from "./fixtures/large.ts";
import { badDaySnapshot, calmSnapshot, emptySnapshot, unknownSnapshot } from "./snapshots.ts";

const ROOT = join(import.meta.dirname, "../..");

const demoSnapshot = (): Snapshot => {
  const snapshot = calmSnapshot();
  return { ...snapshot, page: { ...snapshot.page, isDemo: true } };
};

/** What the page can look like: every state that tests and pictures need. */
export const SCENES = {
  calm: calmSnapshot,
  bad: badDaySnapshot,
  empty: emptySnapshot,
  unknown: unknownSnapshot,
  demo: demoSnapshot,
  large: largeSnapshot,
  full: fullSnapshot,
  themed: themedSnapshot,
} as const;
export type Scene = keyof typeof SCENES;

export type Preview = {
  url: string;
  /** Serves this snapshot as a new version, and tells open pages. */
  show: (snapshot: Snapshot, options?: { isDatabaseAway?: boolean }) => Promise<void>;
  close: () => Promise<void>;
};

/**
 * The real web process without a database and its follower: what it serves is what `show` was given. Pages must have
 * been built before.
 */
export async function openPreview(port: number): Promise<Preview> {
  const dataDir = await mkdtemp(join(tmpdir(), "preview-"));
  const url = `http://localhost:${port}`;
  const env = readEnv({ NODE_ENV: "production", PORT: String(port), PUBLIC_URL: url, DATA_DIR: dataDir });
  const log = createLogger("preview", "error");
  const site = { publicUrl: url, buildId: await readBuildId(ROOT) };
  const { listener, events, advance, close } = await openDoors({ root: ROOT, env, log, isDev: false, site });
  await listener.listen(port, env.HOST);
  let version = 0;
  return {
    url,
    async show(snapshot, { isDatabaseAway = false } = {}) {
      version += 1;
      await advance({ snapshot: { ...snapshot, version }, isDatabaseAway });
      events.announce(version);
    },
    async close() {
      events.close();
      await listener.drain();
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

if (import.meta.main) {
  const scene = (process.argv[2] ?? "calm") as Scene;
  const preview = await openPreview(Number(process.argv[3] ?? 4100));
  await preview.show(SCENES[scene](), { isDatabaseAway: process.argv.includes("--away") });
  console.log(`${scene}: ${preview.url}`);
}
