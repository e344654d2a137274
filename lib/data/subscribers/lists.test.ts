import { beforeAll, describe, expect, it } from "vitest";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import { defaultChoices } from "#lib/domain/subscribers/choices.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup } from "#lib/testing/engine.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { pool, prisma } from "../db.ts";
import { newId } from "../new-id.ts";
import {
  countByChannelAndState,
  countSubscriberRows,
  listSubscriberRows,
  nextSubscriberRows,
  type SubscriberFilter,
} from "./lists.ts";
import { insertSubscriber } from "./subscribers.ts";

withDatabase();
const NOW = Date.parse("2026-11-24T10:00:00Z");
const CHOICES = defaultChoices({ languages: ["ko"], timeZone: "Asia/Seoul" });
const WINDOW = { skip: 0, take: 100 };

let pageId = "";
let [component, groupId] = ["", ""];
const ids: Record<string, string> = {};
async function add(
  destination: string,
  { channel = "email" as Channel, state = "active" as "active" | "pending", choices = {}, at = 0 } = {},
) {
  const id = newId();
  const fields = { state, choices: { ...CHOICES, ...choices }, consentSource: "page", holderId: id } as const;
  expect(await insertSubscriber(prisma(), id, { pageId, channel, destination }, fields, NOW + at)).toBe(true);
  ids[destination] = id;
}
beforeAll(async () => {
  pageId = await newPage();
  groupId = await makeGroup(pageId);
  component = await makeComponent(pageId);
  await pool().query("update components set group_id = $2 where id = $1", [component, groupId]);
  await add("bea@example.com", { at: 3 });
  await add("al_an@example.com", { choices: { componentIds: [component] }, at: 1 });
  await add("alban@example.com", { state: "pending", choices: { groupIds: [groupId] }, at: 2 });
  await add("https://hooks.example.com/a", { channel: "webhook", at: 4 });
});

const names = async (
  filter: SubscriberFilter,
  by: "primary" | "created_at" = "primary",
  direction: "asc" | "desc" = "asc",
) =>
  (await listSubscriberRows(pageId, filter, { by, direction }, WINDOW)).map(({ destination }) => destination);

describe("lists of subscribers", () => {
  it("are sorted by address or age, either way, and cut to the page", async () => {
    expect(await names({ channel: "email" })).toEqual([
      "al_an@example.com",
      "alban@example.com",
      "bea@example.com",
    ]);
    expect((await names({}, "created_at", "desc"))[0]).toBe("https://hooks.example.com/a");
    const second = await listSubscriberRows(
      pageId,
      {},
      { by: "created_at", direction: "asc" },
      { skip: 1, take: 1 },
    );
    expect(second.map(({ destination }) => destination)).toEqual(["alban@example.com"]);
  });

  it("find a part of an address literally, whatever the case", async () => {
    expect(await names({ q: "AL_AN" })).toEqual(["al_an@example.com"]);
    expect(await names({ q: "%" })).toEqual([]);
  });

  it("are narrowed by state, id, and who chose a component or its group", async () => {
    expect(await names({ states: ["pending"] })).toEqual(["alban@example.com"]);
    expect(await names({ ids: [ids["bea@example.com"]!] })).toEqual(["bea@example.com"]);
    expect(await names({ componentId: component })).toEqual(["al_an@example.com", "alban@example.com"]);
    expect(await countSubscriberRows(pageId, { componentId: component })).toBe(2);
    expect(await countSubscriberRows(await newPage(), {})).toBe(0);
  });

  it("are counted by channel and state, with zeros", async () => {
    const counts = await countByChannelAndState(pageId);
    expect(counts.email).toEqual({ active: 2, pending: 1, quarantined: 0, unsubscribed: 0 });
    expect([counts.webhook.active, counts.sms.active]).toEqual([1, 0]);
  });

  it("are gone through in batches by id", async () => {
    const all = Object.values(ids).sort();
    const first = await nextSubscriberRows(pageId, "", 3);
    const rest = await nextSubscriberRows(pageId, first.at(-1)!.id, 3);
    expect([...first, ...rest].map(({ id }) => id)).toEqual(all);
  });
});
