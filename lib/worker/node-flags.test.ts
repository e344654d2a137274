import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { WORKER_NODE_FLAGS } from "./node-flags.ts";

it("the worker's flags are known to this Node", () => {
  const { status, stderr } = spawnSync(process.execPath, [...WORKER_NODE_FLAGS, "-e", ""]);
  expect([status, String(stderr)]).toEqual([0, ""]);
});
