import { describe, expect, it } from "vitest";
import { rankOfSmsStatus, smsStatusCallback, stopOfSmsError } from "./callback.ts";

describe("what a provider tells of an SMS", () => {
  it("is called at our own address, with our own id", () => {
    expect(smsStatusCallback("https://status.example.com", "42")).toBe(
      "https://status.example.com/callbacks/twilio/status?delivery=42",
    );
  });

  it("has an order", () => {
    const order = ["accepted", "queued", "sending", "sent", "delivered"].map(rankOfSmsStatus);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(order.length);
  });

  it("ends once: no end follows another", () => {
    expect(new Set(["delivered", "undelivered", "failed"].map(rankOfSmsStatus)).size).toBe(1);
  });

  it.each(["", "read", "DELIVERED", "__proto__", "constructor", "toString"])(
    "is nothing when it is not known: %j",
    (status) => {
      expect(rankOfSmsStatus(status)).toBe(0);
    },
  );

  it("says which numbers are dead, and which want no more", () => {
    expect(stopOfSmsError("30005")).toBe("gone");
    expect(stopOfSmsError("30006")).toBe("gone");
    expect(stopOfSmsError("21610")).toBe("stop");
    for (const code of ["30003", "30007", "", null]) expect(stopOfSmsError(code)).toBeNull();
  });
});
