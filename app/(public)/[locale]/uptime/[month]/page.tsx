import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CalendarPage } from "#components/public/calendar/calendar-page.tsx";
import { Frame } from "#components/public/frame/frame.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { monthRange } from "#lib/domain/history/month.ts";
import { monthText } from "#lib/domain/moments.ts";
import { uptimePath } from "#lib/domain/paths.ts";
import { publicMetadata } from "#lib/web/metadata.ts";
import { type LocaleParams, publicPage } from "#lib/web/public-page.ts";
import { readMonth } from "#lib/web/reading/month-days.ts";

type Params = { params: Promise<{ locale: string; month: string }> };

async function monthPage({ params }: Params) {
  const page = await publicPage(params satisfies LocaleParams["params"]);
  const { month } = await params;
  const { first, last } = monthRange(page.snapshot);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month < first || month > last) notFound();
  return { page, month };
}

export async function generateMetadata(props: Params): Promise<Metadata> {
  const { page, month } = await monthPage(props);
  const subject = `${word("calendar", page.language)}, ${monthText(month, page.language)}`;
  return publicMetadata(page, { path: uptimePath(page.language, month), subject });
}

export default async function Page(props: Params) {
  const { page, month } = await monthPage(props);
  const { snapshot, language, isDatabaseAway } = page;
  const reader = readerOf(snapshot, language);
  const members = await readMonth(snapshot, month);
  return (
    <Frame
      snapshot={snapshot}
      reader={reader}
      isDatabaseAway={isDatabaseAway}
      path={uptimePath(language, month)}
    >
      <CalendarPage snapshot={snapshot} reader={reader} month={month} members={members} />
    </Frame>
  );
}
