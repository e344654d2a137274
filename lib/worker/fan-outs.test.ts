import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { reachedBy, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { fanOuts } from "./fan-outs.ts";
import type { LoopName } from "./table.ts";

withDatabase();

describe("the loop that tells what happened", () => {
  it("is woken by changes, and wakes whoever sends only when there is something to send", async () => {
    const woken: LoopName[] = [];
    const row = fanOuts((loop) => void woken.push(loop)).find(({ name }) => name === "fan-outs")!;
    expect(row.wokenBy).toEqual(["changed"]);
    const { pageId, open, api } = await incidentWorld();
    const id = await subscribe(pageId);
    expect(await row.run()).toBeUndefined();
    expect(woken).toEqual([]);
    await open({ body: "We look into it.", components: { [api]: "major_outage" } });
    expect(await row.run()).toEqual({ againInMs: 0 });
    expect(woken).toEqual(["deliveries"]);
    expect(await row.run()).toBeUndefined();
    expect(woken).toHaveLength(1);
    expect(await reachedBy(pageId)).toEqual({ "incident.opened": [id] });
  });

  it("brings digests at their hour, and wakes whoever sends", async () => {
    const woken: LoopName[] = [];
    const rows = fanOuts((loop) => void woken.push(loop));
    const run = (name: LoopName) => rows.find((row) => row.name === name)!.run();
    const { pageId, open } = await incidentWorld();
    const id = await subscribe(pageId, { digest_at: 540 });
    await open({ body: "We look into it." });
    await run("fan-outs");
    woken.length = 0;
    expect(await run("digests")).toBeUndefined();
    expect(woken).toEqual([]);
    // A moment ago: the database counts microseconds, and "now" of a process may lie before its "now".
    await pool().query("update deliveries set due_at = now() - interval '1 second' where state = 'gathered'");
    await run("digests");
    expect(woken).toEqual(["deliveries"]);
    const { rows: made } = await pool().query("select recipient_id from deliveries where kind = 'digest'");
    expect(made).toEqual([{ recipient_id: id }]);
  });

  it("counts for good what is over, and forgets what is old", async () => {
    const rows = fanOuts(() => {});
    const run = (name: LoopName) => rows.find((row) => row.name === name)!.run();
    const { pageId, open } = await incidentWorld();
    await subscribe(pageId);
    await open({ body: "We look into it." });
    await run("fan-outs");
    const long = "now() - interval '91 days'";
    await pool().query(
      `update deliveries set state = 'sent', finished_at = ${long}, created_at = ${long} where page_id = $1`,
      [pageId],
    );
    await pool().query(`update fan_outs set expanded_at = ${long} where page_id = $1`, [pageId]);
    await run("tallies");
    await run("old-deliveries");
    expect((await pool().query("select 1 from deliveries where page_id = $1", [pageId])).rowCount).toBe(0);
    const { rows: kept } = await pool().query("select tally from fan_outs where page_id = $1", [pageId]);
    expect(kept).toEqual([{ tally: [{ channel: "email", state: "sent", count: 1 }] }]);
  });
});
