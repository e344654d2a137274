import { describe, expect, it } from "vitest";
import { createGate } from "./gate.ts";

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("createGate", () => {
  it("lets so many in at once and the next in order", async () => {
    const gate = createGate(2);
    const order: string[] = [];
    const enter = (name: string) =>
      gate.enter("host", never).then((leave) => {
        order.push(name);
        return leave;
      });
    const first = await enter("a");
    const second = await enter("b");
    const third = enter("c");
    const fourth = enter("d");
    await settled();
    expect(order).toEqual(["a", "b"]);
    first();
    (await third)();
    await fourth;
    expect(order).toEqual(["a", "b", "c", "d"]);
    second();
  });

  it("keeps hosts apart", async () => {
    const gate = createGate(1);
    await gate.enter("one", never);
    await expect(gate.enter("two", never)).resolves.toBeTypeOf("function");
  });

  it("takes a place back once, however often it is given back", async () => {
    const gate = createGate(1);
    const leave = await gate.enter("host", never);
    leave();
    leave();
    await gate.enter("host", never);
    const waiting = gate.enter("host", never).then(() => "in");
    expect(await Promise.race([waiting, settled().then(() => "waiting")])).toBe("waiting");
  });

  it("forgets those who gave up while waiting", async () => {
    const gate = createGate(1);
    const leave = await gate.enter("host", never);
    const impatient = new AbortController();
    const given = gate.enter("host", impatient.signal);
    const patient = gate.enter("host", never);
    impatient.abort(new Error("time is up"));
    await expect(given).rejects.toThrow("time is up");
    leave();
    await expect(patient).resolves.toBeTypeOf("function");
  });
});
