import "../styles/subscribe.css";
import type { Metadata } from "next";
import { Frame } from "#components/public/frame/frame.tsx";
import { SubscribePage } from "#components/public/subscribe/subscribe-page.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { subscribePath } from "#lib/domain/paths.ts";
import { newForm } from "#lib/domain/subscribers/subscription-form.ts";
import { subscribeMetadata } from "#lib/web/metadata.ts";
import { publicPage } from "#lib/web/public-page.ts";
import { offeredChannels } from "#lib/web/subscribe/shown.ts";

type Params = { params: Promise<{ locale: string; id?: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return subscribeMetadata(await publicPage(params), (await params).id ?? null);
}

/** The form, empty, from the snapshot. What is sent to it is answered by a personal page. */
export default async function Page({ params }: Params) {
  const { snapshot, language, isDatabaseAway } = await publicPage(params);
  const eventId = (await params).id ?? null;
  const reader = readerOf(snapshot, language);
  const offers = offeredChannels();
  const form = newForm({ language, timeZone: snapshot.page.timeZone });
  const path = subscribePath(language, eventId);
  return (
    <Frame snapshot={snapshot} reader={reader} isDatabaseAway={isDatabaseAway} path={path} isLive={false}>
      <SubscribePage {...{ snapshot, reader, offers, form, eventId }} faults={[]} />
    </Frame>
  );
}
