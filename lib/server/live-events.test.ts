import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { ask, type PublicServer, startPublicServer } from "#lib/testing/public-server.ts";
import { LiveEvents, MAX_STREAMS_PER_ADDRESS } from "./live-events.ts";

const HEARTBEAT_MS = 40;
let server: PublicServer;
let events: LiveEvents;
const streams: IncomingMessage[] = [];

async function start() {
  events = new LiveEvents(HEARTBEAT_MS);
  const address = (request: IncomingMessage) => String(request.headers["x-address"] ?? "127.0.0.1");
  server = await startPublicServer({
    doors: { own: { "/events": (request, response) => events.open(address(request), request, response) } },
  });
}
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.destroy();
  events.close();
  await server.close();
});

async function listen(address = "1.1.1.1") {
  const request = get(`${server.origin}/events`, { headers: { "x-address": address }, agent: false });
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  streams.push(answer);
  let text = "";
  answer.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  answer.on("error", () => {});
  return { answer, text: () => text };
}

it("tells the version at once, every later version once, and keeps the line alive", async () => {
  await start();
  events.announce(7);
  const { answer, text } = await listen();
  expect(answer.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  events.announce(7);
  events.announce(8);
  await sleep(HEARTBEAT_MS * 3);
  const messages = text().split("\n\n").filter(Boolean);
  expect(messages.filter((message) => message !== ":")).toEqual([
    "retry: 3000",
    'event: snapshot\nid: 7\ndata: {"version":7}',
    'event: snapshot\nid: 8\ndata: {"version":8}',
  ]);
  expect(messages).toContain(":");
});

it("opens a bounded number of streams for one address, and gives back what is closed", async () => {
  await start();
  for (let at = 0; at < MAX_STREAMS_PER_ADDRESS; at++) await listen();
  const refused = await ask(server.origin, "/events", { headers: { "x-address": "1.1.1.1" } });
  expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "30"]);
  expect((await listen("2.2.2.2")).answer.statusCode).toBe(200);
  streams[0]!.destroy();
  await sleep(50);
  expect(events.size).toBe(MAX_STREAMS_PER_ADDRESS);
  expect((await listen()).answer.statusCode).toBe(200);
});

it("counts all addresses of one IPv6 network as one", async () => {
  await start();
  for (let at = 0; at < MAX_STREAMS_PER_ADDRESS; at++) await listen(`2001:db8:1:2::${at.toString(16)}`);
  const refused = await ask(server.origin, "/events", { headers: { "x-address": "2001:db8:1:2:ffff::1" } });
  expect(refused.status).toBe(503);
  expect((await listen("2001:db8:1:3::1")).answer.statusCode).toBe(200);
});

it("drops a client that does not read", async () => {
  await start();
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
  socket.write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  socket.on("error", () => {});
  await once(socket, "readable");
  expect(events.size).toBe(1);
  // Nobody reads from here on: the kernel's buffers fill, then ours.
  for (let version = 1; version < 400_000 && events.size > 0; version++) {
    events.announce(version);
    if (version % 5_000 === 0) await sleep(1);
  }
  await sleep(20);
  expect(events.size).toBe(0);
  socket.destroy();
});

it("answers HEAD without opening a stream, and ends all streams when the process stops", async () => {
  await start();
  const head = await ask(server.origin, "/events", { method: "HEAD" });
  expect([head.status, head.body.length, events.size]).toEqual([200, 0, 0]);
  const { answer } = await listen();
  events.close();
  await once(answer, "end");
  expect((await ask(server.origin, "/events")).status).toBe(503);
});
