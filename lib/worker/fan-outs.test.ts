import { describe, expect, it } from "vitest";
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
});
