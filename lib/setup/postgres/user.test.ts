import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { closedFolders, userIn } from "./user.ts";

const PASSWD = `root:x:0:0:root:/root:/bin/bash
postgres2:x:90:90::/:/bin/false
postgres:x:104:111:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash
`;

describe("userIn", () => {
  it("finds the numbers of a user by its whole name", () => {
    expect(userIn(PASSWD, "postgres")).toEqual({ uid: 104, gid: 111 });
    expect(userIn(PASSWD, "nobody")).toBeUndefined();
  });
});

describe("closedFolders", () => {
  const dir = reachableDir();
  const stranger = { uid: 64_001, gid: 64_001 };

  it("names every folder on the way that the user may not pass through", () => {
    const closed = join(dir, "closed");
    mkdirSync(join(closed, "open", "missing"), { recursive: true });
    chmodSync(closed, 0o700);
    expect(closedFolders(join(closed, "open", "missing", "later"), stranger)).toEqual([closed]);
  });

  it("names none when the way is open, and none for ourselves", () => {
    const open = join(dir, "open");
    mkdirSync(open, { mode: 0o755 });
    expect(closedFolders(join(open, "data"), stranger)).toEqual([]);
    expect(closedFolders("/root", {})).toEqual([]);
  });

  it("looks at the owner's and the group's bits for them", () => {
    const own = join(dir, "own");
    mkdirSync(own);
    chmodSync(own, 0o010);
    const { uid = 0, gid = 0 } = { uid: process.getuid?.(), gid: process.getgid?.() };
    expect(closedFolders(own, { uid, gid })).toEqual([own]);
    expect(closedFolders(own, { uid: 64_001, gid })).toEqual([]);
  });
});
