import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { html } from "#lib/testing/public-server.ts";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { findPublicPath } from "../public-paths.ts";
import { withArchive } from "./archive.ts";
import type { DocumentRequest, Rendered } from "./entry.ts";
import type { Render } from "./page-cache.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "archive-"));
});
afterEach(() => rm(dir, { recursive: true }));

const world = { snapshot: calmSnapshot(), isDatabaseAway: false };
const document = (pathname: string): DocumentRequest => ({ ...findPublicPath(pathname)!, search: "" });
const past = document("/ko/uptime/2026-10");
const present = document("/ko/uptime/2026-11");
const text = async (rendered: Promise<Rendered>) => (await rendered).body.toString();
const reading =
  (what: string): Render =>
  async () =>
    html(what);
const broken: Render = async () => {
  throw new Error("no database");
};

it("shows a past month from disk when the database cannot be read, also in another process", async () => {
  expect(await text((await withArchive(reading("October"), dir, "b1"))(past, world))).toBe("October");
  const restarted = await withArchive(broken, dir, "b1");
  expect(await text(restarted(past, world))).toBe("October");
  await expect(restarted(document("/en/uptime/2026-10"), world)).rejects.toThrow("no database");
});

it("does so as well when the page comes with a fault or without its data", async () => {
  await (await withArchive(reading("October"), dir, "b1"))(past, world);
  const faulty: Render[] = [
    async () => ({ ...html("fault"), status: 500 }),
    async () => ({ ...html("nothing"), isPartial: true }),
  ];
  for (const render of faulty)
    expect(await text((await withArchive(render, dir, "b1"))(past, world))).toBe("October");
});

it("shows the corrected month as soon as the database can be read again", async () => {
  await (await withArchive(reading("October"), dir, "b1"))(past, world);
  expect(await text((await withArchive(reading("October, corrected"), dir, "b1"))(past, world))).toBe(
    "October, corrected",
  );
  expect(await text((await withArchive(broken, dir, "b1"))(past, world))).toBe("October, corrected");
});

it("keeps neither the present month nor anything that is no month", async () => {
  const render = await withArchive(reading("now"), dir, "b1");
  await render(present, world);
  await render(document("/ko"), world);
  expect(await readdir(join(dir, "pages/b1"))).toEqual([]);
});

it("drops the pages of another build: their styles are gone", async () => {
  await (await withArchive(reading("October"), dir, "b1"))(past, world);
  const rebuilt = await withArchive(broken, dir, "../b2");
  await expect(rebuilt(past, world)).rejects.toThrow("no database");
  expect(await readdir(join(dir, "pages"))).toEqual(["___b2"]);
});
