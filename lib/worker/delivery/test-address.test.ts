import { describe, expect, it } from "vitest";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { jobOf, recipientOf } from "#lib/testing/delivery/jobs.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { NOTICE_SECRETS } from "#lib/usecases/deliveries/notify.ts";
import { sealSecret } from "#lib/usecases/secrets/sealed.ts";
import { findingTests } from "./test-address.ts";

const sealed = (destination: string, key = TEST_SECRET_KEY) =>
  sealSecret(JSON.stringify({ destination }), key, NOTICE_SECRETS);

/** The jobs that reach the composer, and what it is asked to make. */
function world() {
  const seen: DeliveryJob[] = [];
  const compose = findingTests(async (job) => {
    seen.push(job);
    return { dropped: "seen" };
  }, TEST_SECRET_KEY);
  return { seen, compose };
}
const nobody = { recipient: recipientOf({ kind: "address", destination: "" }) };
const test = (given: Partial<DeliveryJob>) => jobOf({ kind: "test", eventId: null, ...given });

describe("where a test goes", () => {
  it("is in the sealed part of its delivery", async () => {
    const { seen, compose } = world();
    await compose(test({ ...nobody, sealed: sealed("somebody@example.net") }));
    expect(seen[0]!.recipient.destination).toBe("somebody@example.net");
  });

  it("is the subscriber's own place when nothing else was asked for", async () => {
    const { seen, compose } = world();
    await compose(test({ sealed: null, recipient: recipientOf({ destination: "reader@example.net" }) }));
    expect(seen[0]!.recipient.destination).toBe("reader@example.net");
  });

  it("is nowhere when it cannot be read any more", async () => {
    const { seen, compose } = world();
    for (const unread of [null, sealed("a@example.net", "another key that is long enough, 32+")])
      expect(await compose(test({ ...nobody, sealed: unread }))).toEqual({ dropped: "over" });
    expect(seen).toEqual([]);
  });

  it("decides how it speaks: in the language and the form that were asked for", async () => {
    const { seen, compose } = world();
    const asked = { sealed: sealed("https://example.net/"), details: { language: "en", teams_mode: "card" } };
    await compose(test({ ...nobody, ...asked }));
    expect(seen[0]!.recipient).toMatchObject({ language: "en", config: { teams_mode: "card" } });
    await compose(test({ ...nobody, ...asked, details: { language: "xx", teams_mode: 7 } }));
    expect(seen[1]!.recipient).toMatchObject({ language: nobody.recipient.language, config: {} });
  });

  it("is nothing to any other message, whatever is sealed in it", async () => {
    const { seen, compose } = world();
    const job = jobOf({ kind: "confirm", sealed: sealed("elsewhere@example.net") });
    await compose(job);
    expect(seen).toEqual([job]);
  });
});
