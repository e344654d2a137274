import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createListener } from "./listener.ts";

const options = { refusesUpgrades: true };

describe("drain", () => {
  it("answers what is under way, closes each connection after it, and takes no new one", async () => {
    const listener = createListener((_request, response) => {
      setTimeout(() => response.end("done"), 200);
    }, options);
    const port = await listener.listen(0, "127.0.0.1");
    const agent = new Agent({ keepAlive: true });
    const asked = get({ port, host: "127.0.0.1", agent });
    await once(asked, "finish");
    await sleep(50);
    const drained = listener.drain();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    expect(Buffer.concat(await answer.toArray()).toString()).toBe("done");
    const refused = get({ port, host: "127.0.0.1", agent: false });
    const [error] = await once(refused, "error");
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
    await drained;
    agent.destroy();
  });

  it("still answers a request that comes over an open connection, and then closes it", async () => {
    const listener = createListener((_request, response) => response.end("done"), options);
    const port = await listener.listen(0, "127.0.0.1");
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async () => {
      const [answer] = (await once(get({ port, host: "127.0.0.1", agent }), "response")) as [IncomingMessage];
      await answer.toArray();
      return answer.headers.connection;
    };
    expect(await ask()).toBe("keep-alive");
    const drained = listener.drain();
    expect(await ask()).toBe("close");
    await drained;
    agent.destroy();
  });

  it("does not wait for connections on which nothing happens", async () => {
    const listener = createListener((_request, response) => response.end("done"), options);
    const port = await listener.listen(0, "127.0.0.1");
    const agent = new Agent({ keepAlive: true });
    const [answer] = (await once(get({ port, host: "127.0.0.1", agent }), "response")) as [IncomingMessage];
    await answer.toArray();
    const startedAt = performance.now();
    await listener.drain();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    agent.destroy();
  });
});

it("says that a port is taken", async () => {
  const [one, other] = [createListener(() => {}, options), createListener(() => {}, options)];
  const port = await one.listen(0, "127.0.0.1");
  await expect(other.listen(port, "127.0.0.1")).rejects.toMatchObject({ code: "EADDRINUSE" });
  await one.drain();
});
