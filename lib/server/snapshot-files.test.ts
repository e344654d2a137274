import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nextVersion } from "#lib/testing/published.ts";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { SnapshotFiles } from "./snapshot-files.ts";

let dir: string;
let files: SnapshotFiles;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "snapshot-files-"));
  files = new SnapshotFiles(dir);
  await files.prepare();
});
afterEach(() => rm(dir, { recursive: true }));

describe("snapshots on disk", () => {
  it("come back as they were kept, the newest of several pages first", async () => {
    const older = calmSnapshot();
    const newer = nextVersion(
      { ...older, page: { ...older.page, id: "zzzzzzzzzzzz" } },
      Date.parse(older.asOf) + 1,
    );
    expect(await files.newest()).toBeNull();
    await files.keep(newer);
    await files.keep(older);
    expect(await files.newest()).toEqual(newer);
  });

  it("are replaced whole: nothing but the page's one file is left", async () => {
    const snapshot = calmSnapshot();
    await files.keep(snapshot);
    await files.keep(nextVersion(snapshot, Date.now()));
    expect(await readdir(join(dir, "snapshots"))).toEqual([`${snapshot.page.id}.json`]);
    expect((await files.newest())?.version).toBe(snapshot.version + 1);
  });

  it.each([
    ["half a file", JSON.stringify(calmSnapshot()).slice(0, 500)],
    ["nothing", ""],
    ["another format", JSON.stringify({ ...calmSnapshot(), format: 1 })],
    ["something else", "[]"],
    ["null", "null"],
  ])("are passed over when the file holds %s", async (_, text) => {
    await writeFile(join(dir, "snapshots", "p0tdev3k9x2m.json"), text);
    await writeFile(join(dir, "snapshots", "p0tdev3k9x2m.json.77.draft"), JSON.stringify(calmSnapshot()));
    expect(await files.newest()).toBeNull();
  });

  it("say at the start that the folder cannot be written", async () => {
    await writeFile(join(dir, "file"), "");
    await expect(new SnapshotFiles(join(dir, "file")).prepare()).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});
