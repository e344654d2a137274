import type { Metadata } from "next";
import { permanentRedirect } from "next/navigation";
import { Frame } from "#components/public/frame/frame.tsx";
import { EventPage } from "#components/public/history/event-page.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { isMaintenance } from "#lib/domain/history/months.ts";
import { incidentPath, maintenancePath } from "#lib/domain/paths.ts";
import { eventMetadata } from "#lib/web/metadata.ts";
import { publicPage } from "#lib/web/public-page.ts";
import { findPublicEvent } from "#lib/web/reading/history.ts";

type Params = { params: Promise<{ locale: string; id: string }> };

async function windowPage({ params }: Params) {
  const page = await publicPage(params);
  const event = await findPublicEvent(page.snapshot, (await params).id);
  if (!isMaintenance(event)) permanentRedirect(incidentPath(page.language, event.id));
  return { page, event, path: maintenancePath(page.language, event.id) };
}

export async function generateMetadata(props: Params): Promise<Metadata> {
  const { page, event, path } = await windowPage(props);
  return eventMetadata(page, event, path);
}

export default async function Page(props: Params) {
  const { page, event, path } = await windowPage(props);
  const { snapshot, language, isDatabaseAway } = page;
  const reader = readerOf(snapshot, language);
  return (
    <Frame snapshot={snapshot} reader={reader} isDatabaseAway={isDatabaseAway} path={path}>
      <EventPage snapshot={snapshot} event={event} reader={reader} />
    </Frame>
  );
}
