import { describe, expect, it } from "vitest";
import { messageDraft, messageInput } from "./message-input.ts";

const least = { kind: "incident", status: "investigating", name: "Slow" };

describe("a message that is about to be published", () => {
  it("needs little: what it is, where it stands, its name", () => {
    expect(messageDraft(messageInput.parse(least))).toEqual({
      ...least,
      components: {},
      impactOverride: undefined,
      translations: {},
      body: "",
      updateTranslations: {},
      nextUpdateAt: null,
      scheduledFor: null,
      scheduledUntil: null,
    });
  });

  it("has its instants in milliseconds, and its name in one line", () => {
    const input = messageInput.parse({
      ...least,
      name: "Slow\r\nanswers",
      next_update_at: "2026-11-24T01:00:00+09:00",
      scheduled_for: "2026-11-24T00:00:00Z",
      scheduled_until: null,
    });
    expect(messageDraft(input)).toMatchObject({
      name: "Slow answers",
      nextUpdateAt: Date.UTC(2026, 10, 23, 16),
      scheduledFor: Date.UTC(2026, 10, 24),
      scheduledUntil: null,
    });
  });

  it.each([
    { ...least, kind: "rumour" },
    { ...least, status: "broken" },
    { ...least, body: "x".repeat(25_001) },
    { ...least, scheduled_for: "tomorrow" },
    { ...least, components: { a: "operational" } },
    { ...least, translations: { fr: { name: "Lent" } } },
  ])("refuses %j", (input) => {
    expect(messageInput.safeParse(input).success).toBe(false);
  });
});
