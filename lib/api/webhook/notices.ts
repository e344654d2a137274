import type { Snapshot } from "#lib/domain/snapshot.ts";
import { meta, pageStatus, type WebhookPlace } from "./body.ts";

type Page = Pick<Snapshot, "page" | "components">;

/** The post that asks whether a webhook is wanted: whoever opens the link and confirms there says yes. */
export const confirmationWebhook = (
  pageId: string,
  place: WebhookPlace,
  link: { url: string; until: number },
) =>
  JSON.stringify({
    meta: meta(place),
    page: { id: pageId },
    confirmation: { url: link.url, expires_at: new Date(link.until).toISOString() },
  });

/** A test by the team. */
export const testWebhook = (pageId: string, place: WebhookPlace) =>
  JSON.stringify({
    meta: meta(place),
    page: { id: pageId },
    test: { message: "This is a test. There is nothing to do." },
  });

/** Several events at once, each as it stands now. */
export const digestWebhook = (
  page: Page,
  place: WebhookPlace,
  events: readonly { id: string; name: string; status: string; shortlink: string }[],
) => JSON.stringify({ meta: meta(place), page: pageStatus(page), digest: { incidents: events } });
