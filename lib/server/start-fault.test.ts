import { expect, it } from "vitest";
import { explainStartFault, StartFault } from "./start-fault.ts";

const fault = (code: string, facts: object = {}) => Object.assign(new Error("raw text"), { code, ...facts });

it.each([
  [
    fault("EADDRINUSE", { port: 3000 }),
    "Port 3000 is already in use: stop the other program, or set PORT to a free one.",
  ],
  [fault("EACCES", { port: 80 }), "Port 80 is reserved on this machine: set PORT to 1024 or higher."],
  [fault("EADDRNOTAVAIL", { address: "10.9.9.9" }), "This machine has no address 10.9.9.9: correct HOST."],
  [
    fault("EACCES", { path: "/data/snapshots" }),
    "/data/snapshots cannot be written (EACCES): give this user the right to, or set DATA_DIR to a folder of its own.",
  ],
  [fault("ENOSPC", { path: "/data/x" }), "The disk is full, /data/x cannot be written: free some space."],
  [new StartFault("Do this."), "Do this."],
])("tells what to do about %s", (error, sentence) => {
  expect(explainStartFault(error)).toBe(sentence);
});

it("shows where a defect comes from", () => {
  expect(explainStartFault(new Error("defect"))).toContain("start-fault.test.ts");
  expect(explainStartFault("text")).toBe("text");
});
