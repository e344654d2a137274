import { describe, expect, it } from "vitest";
import { JOBS_AT, jobOf, recipientOf } from "#lib/testing/delivery/jobs.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { readSignedLink } from "#lib/usecases/subscribers/links.ts";
import {
  CONFIRM_LINK_MS,
  confirmUrl,
  MANAGE_LINK_MS,
  manageUrl,
  messageName,
  unsubscribeUrl,
} from "./links.ts";

const PLACE = { publicUrl: "https://status.example.com", secretKey: TEST_SECRET_KEY };
const recipient = recipientOf({ tokenEpoch: 4 });
const tokenOf = (url: string) => url.split("/").at(-1)!;

describe("links of one recipient", () => {
  it("lie on PUBLIC_URL and are good for their own purpose and time", () => {
    const made = [
      ["confirm", confirmUrl(PLACE, recipient, JOBS_AT), JOBS_AT + CONFIRM_LINK_MS],
      ["manage", manageUrl(PLACE, recipient, JOBS_AT), JOBS_AT + MANAGE_LINK_MS],
      ["unsubscribe", unsubscribeUrl(PLACE, recipient), null],
    ] as const;
    for (const [purpose, url, expiresAt] of made) {
      expect(url.startsWith(`https://status.example.com/${purpose}/`)).toBe(true);
      expect(readSignedLink(TEST_SECRET_KEY, purpose, tokenOf(url), JOBS_AT)).toEqual({
        subscriberId: recipient.id,
        epoch: 4,
        expiresAt,
      });
    }
  });
});

describe("the name of a message", () => {
  const event = jobOf({ id: "5", eventId: "9", recipient });

  it("is the same at every try, and after a row was made anew for the same event and recipient", () => {
    const name = messageName(TEST_SECRET_KEY, event);
    expect(name).toMatch(/^[0-9a-f]{40}$/);
    expect(messageName(TEST_SECRET_KEY, { ...event, id: "6", attempts: 4 })).toBe(name);
  });

  it("is another one for every event, recipient, kind of recipient, notice and installation", () => {
    const notice = { ...event, eventId: null };
    const names = [
      messageName(TEST_SECRET_KEY, event),
      messageName(TEST_SECRET_KEY, { ...event, eventId: "10" }),
      messageName(TEST_SECRET_KEY, { ...event, recipient: recipientOf({ id: "zzzzzz000000" }) }),
      messageName(TEST_SECRET_KEY, { ...event, recipient: { ...recipient, kind: "person" } }),
      messageName(TEST_SECRET_KEY, notice),
      messageName(TEST_SECRET_KEY, { ...notice, id: "6" }),
      messageName(`${TEST_SECRET_KEY}x`, event),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
