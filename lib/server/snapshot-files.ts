import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Snapshot } from "#lib/domain/snapshot.ts";

const FILE = /^[a-z0-9]{12}\.json$/;

/** The last snapshot of each page below DATA_DIR/snapshots: a start without a database serves from here. */
export class SnapshotFiles {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, "snapshots");
  }

  /** @throws an error of the file system when the folder cannot be made or written */
  async prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const probe = join(this.#folder, `.${process.pid}.probe`);
    await (await open(probe, "w")).close();
    await rm(probe);
  }

  /** The newest snapshot on disk; files that are no snapshots of this format are passed over. */
  async newest(): Promise<Snapshot | null> {
    const names = await readdir(this.#folder).catch(() => []);
    const read = await Promise.all(names.filter((name) => FILE.test(name)).map((name) => this.#read(name)));
    const found = read.filter((snapshot) => snapshot !== null);
    return found.toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))[0] ?? null;
  }

  /** Replaces the page's file as a whole; after a crash there is the old one or the new one. */
  async keep(snapshot: Snapshot): Promise<void> {
    const file = join(this.#folder, `${snapshot.page.id}.json`);
    const draft = `${file}.${process.pid}.draft`;
    const handle = await open(draft, "w");
    try {
      await handle.writeFile(JSON.stringify(snapshot));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    const folder = await open(this.#folder, "r");
    await folder.sync().finally(() => folder.close());
  }

  async #read(name: string): Promise<Snapshot | null> {
    try {
      const read: unknown = JSON.parse(await readFile(join(this.#folder, name), "utf8"));
      // Written before there were SLOs.
      return isSnapshot(read) ? { ...read, slos: read.slos ?? [] } : null;
    } catch {
      return null;
    }
  }
}

/** We wrote the file ourselves: this only tells a whole file of this format from anything else. */
function isSnapshot(read: unknown): read is Snapshot {
  const given = read as Partial<Snapshot> | null;
  return (
    given?.format === 2 &&
    typeof given.version === "number" &&
    typeof given.asOf === "string" &&
    typeof given.page?.id === "string" &&
    Array.isArray(given.components) &&
    Array.isArray(given.groups)
  );
}
