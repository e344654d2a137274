import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Frame } from "#components/public/frame/frame.tsx";
import { HistoryPage } from "#components/public/history/history-page.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { historyRange } from "#lib/domain/history/months.ts";
import { monthText } from "#lib/domain/moments.ts";
import { historyPath } from "#lib/domain/paths.ts";
import { publicMetadata } from "#lib/web/metadata.ts";
import { publicPage } from "#lib/web/public-page.ts";
import { readHistoryMonth } from "#lib/web/reading/history.ts";

type Params = { params: Promise<{ locale: string; month: string }> };

async function monthPage({ params }: Params) {
  const page = await publicPage(params);
  const { month } = await params;
  const { first, last } = historyRange(page.snapshot);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month < first || month > last) notFound();
  return { page, month };
}

export async function generateMetadata(props: Params): Promise<Metadata> {
  const { page, month } = await monthPage(props);
  const subject = `${word("history", page.language)}, ${monthText(month, page.language)}`;
  return publicMetadata(page, { path: historyPath(page.language, month), subject });
}

export default async function Page(props: Params) {
  const { page, month } = await monthPage(props);
  const { snapshot, language, isDatabaseAway } = page;
  const reader = readerOf(snapshot, language);
  const { events, isCut } = await readHistoryMonth(snapshot, month);
  const path = historyPath(language, month);
  return (
    <Frame snapshot={snapshot} reader={reader} isDatabaseAway={isDatabaseAway} path={path}>
      <HistoryPage snapshot={snapshot} reader={reader} month={month} events={events} isCut={isCut} />
    </Frame>
  );
}
