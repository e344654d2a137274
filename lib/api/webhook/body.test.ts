import { describe, expect, it } from "vitest";
import { LETTERS_URL, OWN_LINKS, TOLD_EVENTS, toldSnapshot } from "#lib/testing/fixtures/letters.ts";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { incidentWebhook } from "./body.ts";
import { confirmationWebhook, digestWebhook, testWebhook } from "./notices.ts";

const PLACE = {
  publicUrl: LETTERS_URL,
  unsubscribe: OWN_LINKS.unsubscribe,
  generatedAt: Date.UTC(2026, 10, 23, 5, 30),
};
const bodyOf = (name: keyof typeof TOLD_EVENTS & string) =>
  JSON.parse(incidentWebhook(toldSnapshot(), TOLD_EVENTS[name]!, PLACE)!);

/** What existing receivers of Statuspage's webhooks read of a body: which of the two kinds it is, and these values. */
function readAsReceiver(body: Record<string, unknown>): { topic: string; content: string } {
  const page = body.page as { status_description: string };
  if ("incident" in body) {
    const incident = body.incident as {
      name: string;
      status: string;
      incident_updates: { body: string }[];
    };
    return {
      topic: `${incident.name}: ${page.status_description}`,
      content: `**${incident.name}**: ${incident.status}: ${incident.incident_updates[0]!.body}`,
    };
  }
  throw new Error("an unknown kind of event");
}

describe("the body of an incident", () => {
  it("has Statuspage's keys, in its order, and no type", () => {
    const body = bodyOf("identified");
    expect(Object.keys(body)).toEqual(["meta", "page", "incident"]);
    expect(body.meta).toEqual({
      unsubscribe: OWN_LINKS.unsubscribe,
      documentation: `${LETTERS_URL}/v1/openapi.json`,
      generated_at: "2026-11-23T05:30:00.000Z",
    });
    expect(Object.keys(body.incident).join(" ")).toBe(
      "backfilled created_at impact impact_override monitoring_at postmortem_body postmortem_body_last_updated_at postmortem_ignored " +
        "postmortem_notified_subscribers postmortem_notified_twitter postmortem_published_at resolved_at scheduled_auto_completed " +
        "scheduled_auto_in_progress scheduled_for scheduled_remind_prior scheduled_reminded_at scheduled_until shortlink status " +
        "updated_at id page_id name incident_updates components",
    );
    expect(Object.keys(body.incident.incident_updates[0]).join(" ")).toBe(
      "body created_at display_at status twitter_updated_at updated_at wants_twitter_update affected_components custom_tweet " +
        "deliver_notifications id incident_id",
    );
    expect(Object.keys(body.incident.components[0]).join(" ")).toBe(
      "id name status created_at updated_at position description showcase page_id group_id",
    );
  });

  it("says how the page is, in Statuspage's words", () => {
    expect(bodyOf("identified").page).toEqual({
      id: toldSnapshot().page.id,
      status_indicator: "major",
      status_description: "Partial System Outage",
    });
  });

  it("is read by receivers that were written for Statuspage", () => {
    const { topic, content } = readAsReceiver(bodyOf("opened"));
    expect(topic).toBe("에이전트 작업이 시작되지 않음: Partial System Outage");
    expect(content).toContain("investigating: 14:04부터");
    for (const name of Object.keys(TOLD_EVENTS)) expect(() => readAsReceiver(bodyOf(name))).not.toThrow();
  });

  it("stands as it stood at its own update, though there are newer ones", () => {
    const opened = bodyOf("opened").incident;
    expect(opened).toMatchObject({ status: "investigating", resolved_at: null });
    expect(opened.incident_updates).toHaveLength(1);
    expect(bodyOf("identified").incident.incident_updates).toHaveLength(2);
  });

  it("of a window says when it is", () => {
    expect(bodyOf("scheduled").incident).toMatchObject({
      status: "scheduled",
      impact: "maintenance",
      scheduled_for: "2026-11-27T17:00:00.000Z",
      scheduled_until: "2026-11-27T18:30:00.000Z",
    });
  });

  it("is nothing for what is not public, or not any more", () => {
    const ref = { incidentId: "nosuch000000", updateId: null };
    expect(incidentWebhook(toldSnapshot(), ref, PLACE)).toBeNull();
    expect(incidentWebhook(calmSnapshot(), TOLD_EVENTS.opened!, PLACE)).toBeNull();
  });
});

describe("the other bodies", () => {
  it("ask for a confirmation, with the link and until when", () => {
    const url = `${LETTERS_URL}/confirm/x`;
    const body = JSON.parse(confirmationWebhook("p1", PLACE, { url, until: PLACE.generatedAt }));
    expect(Object.keys(body)).toEqual(["meta", "page", "confirmation"]);
    expect(body.confirmation).toEqual({ url, expires_at: "2026-11-23T05:30:00.000Z" });
  });

  it("say that they are a test", () => {
    expect(Object.keys(JSON.parse(testWebhook("p1", PLACE)))).toEqual(["meta", "page", "test"]);
  });

  it("tell several incidents at once", () => {
    const one = { id: "i", name: "n", status: "resolved", shortlink: "s" };
    const body = JSON.parse(digestWebhook(calmSnapshot(), PLACE, [one]));
    expect(body.digest).toEqual({ incidents: [one] });
    expect(body.page.status_indicator).toBe("none");
  });
});
