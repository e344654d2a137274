import { afterEach, describe, expect, it } from "vitest";
import { dropConnections, until } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "./db.ts";
import { listen } from "./listen.ts";

withDatabase();
let stop = new AbortController();
let ended: Promise<void> = Promise.resolve();
afterEach(async () => {
  stop.abort();
  await ended;
});

/** Starts to listen; what was heard and how often a connection came about fill up as it happens. */
function start(...channels: string[]) {
  stop = new AbortController();
  const heard: string[] = [];
  const state = { heard, connections: 0 };
  ended = listen({
    channels,
    onNotify: (channel, payload) => heard.push(`${channel}: ${payload}`),
    onConnect: () => state.connections++,
    signal: stop.signal,
  });
  return state;
}
const tell = (channel: string, payload: string) =>
  pool().query("select pg_notify($1, $2)", [channel, payload]);

describe("listen", () => {
  it("hears what is told on its channels, in order, and nothing else", async () => {
    const state = start("mine", 'od"d; Ñame');
    await until(async () => state.connections === 1);
    await tell("other", "0");
    await tell("mine", "1");
    await tell('od"d; Ñame', "");
    await tell("mine", "3 한국어");
    await until(async () => state.heard.length >= 3);
    expect(state.heard).toEqual(["mine: 1", 'od"d; Ñame: ', "mine: 3 한국어"]);
  });

  it("hears of a transaction when it commits, and never of one that was taken back", async () => {
    const state = start("mine");
    await until(async () => state.connections === 1);
    await pool().query("begin; select pg_notify('mine', 'undone'); rollback");
    await pool().query("begin; select pg_notify('mine', 'done'); commit");
    await until(async () => state.heard.length >= 1);
    expect(state.heard).toEqual(["mine: done"]);
  });

  it("connects again after the database dropped it, says so, and hears again", async () => {
    const state = start("mine");
    await until(async () => state.connections === 1);
    await dropConnections();
    await until(async () => state.connections === 2);
    await tell("mine", "after");
    await until(async () => state.heard.length >= 1);
    expect(state.heard).toEqual(["mine: after"]);
  });

  it("ends when asked to, and leaves no connection behind", async () => {
    const state = start("mine");
    await until(async () => state.connections === 1);
    stop.abort();
    await ended;
    await until(async () => {
      const { rows } = await pool().query(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and query like 'listen%'",
      );
      return rows[0].n === 0;
    });
  });
});
