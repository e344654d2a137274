import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { at, desk, incidentWorld, iso, storedClaims, T } from "#lib/testing/incidents.ts";
import { written } from "#lib/testing/manage/world.ts";

withDatabase();

describe("editUpdate", () => {
  it("keeps what readers saw, each time, and marks the edit", async () => {
    const { pageId, open, editUpdate } = await incidentWorld();
    const { id, updates } = await open({ body: "One", update_translations: { en: { body: "1" } } });
    const first = updates[0]!.id;
    await editUpdate(id, first, { body: "Two" }, 5);
    const edited = await editUpdate(id, first, { translations: { en: { body: "2" } } }, 9);
    expect(edited.updates).toMatchObject([
      {
        body: "Two",
        translations: { en: { body: "2" } },
        editedAt: at(9),
        displayAt: T,
        earlier: [
          { body: "Two", translations: { en: { body: "1" } }, replacedAt: at(9) },
          { body: "One", translations: { en: { body: "1" } }, replacedAt: at(5) },
        ],
      },
    ]);
    const { actions, events, audits } = await written(pageId);
    expect(actions.slice(1)).toEqual(["incident.edit_update", "incident.edit_update"]);
    expect(events.slice(1)).toEqual(["incident.edited", "incident.edited"]);
    expect(JSON.stringify(audits.map(({ before, after }) => [before, after]))).not.toContain("Two");
  });

  it("marks nothing when nothing is said, and nothing in a draft", async () => {
    const { pageId, open, editUpdate } = await incidentWorld();
    const shown = await open({ body: "One" });
    const same = { body: "One", deliver_notifications: false };
    const untouched = await editUpdate(shown.id, shown.updates[0]!.id, same, 5);
    expect(untouched).toMatchObject({
      revision: 1,
      updates: [{ editedAt: null, deliverNotifications: true }],
    });
    expect((await written(pageId)).actions).toEqual(["incident.open"]);
    const draft = await open({ draft: true, body: "One" });
    const edited = await editUpdate(
      draft.id,
      draft.updates[0]!.id,
      { body: "Two", deliver_notifications: false },
      5,
    );
    expect(edited.updates).toMatchObject([
      { body: "Two", editedAt: null, earlier: [], deliverNotifications: false },
    ]);
  });

  it("moves the claims and the end with the time of the update", async () => {
    const { api, open, post, editUpdate } = await incidentWorld();
    const { id } = await open({ components: { [api]: "major_outage" } });
    const resolved = await post(id, { status: "resolved" }, 30);
    const moved = await editUpdate(id, resolved.updates[0]!.id, { display_at: iso(at(20)) }, 40);
    expect(moved).toMatchObject({ resolvedAt: at(20), status: "resolved" });
    expect(moved.updates[0]).toMatchObject({ editedAt: at(40), earlier: [{ displayAt: at(30) }] });
    expect(await storedClaims(id)).toEqual([[api, "major_outage", 0, 20]]);
  });

  it("keeps an update between its neighbours, and in the past", async () => {
    const { open, post, editUpdate } = await incidentWorld();
    const { id } = await open();
    const middle = (await post(id, { body: "b" }, 10)).updates[0]!.id;
    await post(id, { body: "c" }, 20);
    for (const minute of [0, 20, 25, 41])
      await expect(editUpdate(id, middle, { display_at: iso(at(minute)) }, 40)).rejects.toMatchObject({
        faults: [{ path: "incident_update.display_at" }],
      });
    const moved = await editUpdate(id, middle, { display_at: iso(at(19)) }, 40);
    expect(moved.updates.map(({ displayAt }) => displayAt)).toEqual([at(20), at(19), T]);
    const draft = await open({ draft: true });
    const earlier = { display_at: iso(at(-5)) };
    await expect(editUpdate(draft.id, draft.updates[0]!.id, earlier, 1)).rejects.toMatchObject({
      kind: "invalid",
    });
  });

  it("refuses unknown updates, strangers, an older revision, and what was taken back", async () => {
    const { open, post, editUpdate, unpublish } = await incidentWorld();
    const one = await open();
    const other = await open();
    const foreign = desk((await incidentWorld()).pageId);
    const [updateId, edit] = [one.updates[0]!.id, { body: "x" }];
    await expect(editUpdate(one.id, other.updates[0]!.id, edit, 1)).rejects.toThrow(
      "incident update not found",
    );
    await expect(foreign.editUpdate(one.id, updateId, edit, 1)).rejects.toThrow("incident not found");
    await post(one.id, { body: "new" }, 1);
    await expect(editUpdate(one.id, updateId, { ...edit, revision: 1 }, 2)).rejects.toMatchObject({
      current: { revision: 2 },
    });
    await unpublish(one.id, 3);
    await expect(editUpdate(one.id, updateId, edit, 4)).rejects.toMatchObject({ kind: "conflict" });
  });
});
