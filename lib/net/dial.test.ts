import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedPort, startHttpTarget, startTcpTarget, type Target } from "#lib/testing/network/target.ts";
import { dial } from "./dial.ts";

let target: Target;
beforeAll(async () => {
  target = await startTcpTarget(() => {});
});
afterAll(() => target.close());
const soon = () => AbortSignal.timeout(2_000);

describe("dial", () => {
  it("connects to the address that it was given", async () => {
    const socket = await dial(["127.0.0.1"], target.port, soon());
    expect([socket.remoteAddress, socket.remotePort]).toEqual(["127.0.0.1", target.port]);
    socket.destroy();
  });

  it("goes on to the next address at once when one refuses", async () => {
    const startedAt = performance.now();
    const socket = await dial(["127.0.0.3", "127.0.0.1"], target.port, soon());
    expect(socket.remoteAddress).toBe("127.0.0.1");
    expect(performance.now() - startedAt).toBeLessThan(200);
    socket.destroy();
  });

  it("tells of a refusal rather than of a missing route", async () => {
    const dialled = dial(["127.0.0.1", "2001:db8::1"], await closedPort(), AbortSignal.timeout(5_000));
    await expect(dialled).rejects.toMatchObject({ reason: expect.stringMatching(/refused|connect_timeout/) });
  });

  it("tries four addresses at most", async () => {
    const wanted = await startHttpTarget((_request, response) => response.end(), "127.0.0.9");
    const refusing = ["127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6"];
    await expect(dial([...refusing, "127.0.0.9"], wanted.port, soon())).rejects.toMatchObject({
      reason: "refused",
    });
    expect(wanted.connections()).toBe(0);
    await wanted.close();
  });

  it("does not dial for a signal that has aborted", async () => {
    const before = target.connections();
    const dialled = dial(["127.0.0.1"], target.port, AbortSignal.abort(new Error("stop")));
    await expect(dialled).rejects.toThrow("stop");
    expect(target.connections()).toBe(before);
  });

  it("gives up with the signal's reason, and keeps no connection", async () => {
    const caller = new AbortController();
    const dialled = dial(["127.0.0.1"], target.port, caller.signal);
    caller.abort(new Error("stop"));
    await expect(dialled).rejects.toThrow("stop");
  });

  it("survives an error of a connection that nobody reads", async () => {
    const rude = await startTcpTarget((socket) => void setTimeout(() => socket.resetAndDestroy(), 50));
    const socket = await dial(["127.0.0.1"], rude.port, soon());
    await new Promise((resolve) => socket.once("close", resolve));
    await rude.close();
  });
});
