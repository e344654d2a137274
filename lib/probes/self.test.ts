import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedPort, startHttpTarget, type Target } from "#lib/testing/network/target.ts";
import { selfProbe } from "./self.ts";

let web: Target;
let status = 200;
const asked: (string | undefined)[] = [];
beforeAll(async () => {
  web = await startHttpTarget((request, response) => {
    asked.push(request.url);
    response.writeHead(status, { location: "http://169.254.169.254/" }).end("ok");
  });
});
afterAll(() => web.close());

describe("selfProbe", () => {
  it("asks our own /healthz over the loopback address", async () => {
    const result = await selfProbe(`http://${web.hostPort}`, 1_000);
    expect(result).toMatchObject({ outcome: "up", detail: { httpStatus: 200 } });
    expect(asked).toEqual(["/healthz"]);
  });
  it("is down when the web process fails, sends us elsewhere, or is away", async () => {
    for (status of [500, 302])
      expect((await selfProbe(`http://${web.hostPort}`, 1_000)).detail).toMatchObject({
        reason: "status_unexpected",
      });
    const gone = await selfProbe(`http://127.0.0.1:${await closedPort()}`, 1_000);
    expect(gone.detail.reason).toBe("refused");
  });
  it.each([
    "http://localhost:3000",
    "http://127.0.0.1",
    "http://127.0.0.1:3000/",
    "http://127.0.0.1:3000@example.com",
    "http://127.0.0.2:3000",
    "https://127.0.0.1:3000",
    "http://10.0.0.1:3000",
  ])("is an exception for nothing else: %s", async (origin) => {
    await expect(selfProbe(origin, 1_000)).rejects.toThrow("the self-probe asks");
  });
});
