import type { Metadata } from "next";
import { CalendarPage } from "#components/public/calendar/calendar-page.tsx";
import { Frame } from "#components/public/frame/frame.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { monthInSnapshot, presentMonth } from "#lib/domain/history/month.ts";
import { uptimePath } from "#lib/domain/paths.ts";
import { publicMetadata } from "#lib/web/metadata.ts";
import { type LocaleParams, publicPage } from "#lib/web/public-page.ts";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const page = await publicPage(params);
  return publicMetadata(page, { path: uptimePath(page.language), subject: word("calendar", page.language) });
}

/** The present month; the snapshot always holds it whole. */
export default async function Page({ params }: LocaleParams) {
  const { snapshot, language, isDatabaseAway } = await publicPage(params);
  const reader = readerOf(snapshot, language);
  const month = presentMonth(snapshot);
  return (
    <Frame snapshot={snapshot} reader={reader} isDatabaseAway={isDatabaseAway} path={uptimePath(language)}>
      <CalendarPage
        snapshot={snapshot}
        reader={reader}
        month={month}
        members={monthInSnapshot(snapshot, month) ?? []}
      />
    </Frame>
  );
}
