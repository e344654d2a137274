import type { Metadata } from "next";
import { Frame } from "#components/public/frame/frame.tsx";
import { HistoryPage } from "#components/public/history/history-page.tsx";
import { SearchPage } from "#components/public/history/search-page.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { presentMonth } from "#lib/domain/history/month.ts";
import { historyPath } from "#lib/domain/paths.ts";
import { publicMetadata } from "#lib/web/metadata.ts";
import { publicPage } from "#lib/web/public-page.ts";
import { askHistory, historyQuestion, readHistoryMonth } from "#lib/web/reading/history.ts";

type Props = {
  params: Promise<{ locale: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const page = await publicPage(params);
  const isSearch = historyQuestion(await searchParams) !== null;
  const subject = word(isSearch ? "search_history" : "history", page.language);
  const metadata = publicMetadata(page, { path: historyPath(page.language), subject });
  return isSearch ? { ...metadata, robots: { index: false } } : metadata;
}

export default async function Page({ params, searchParams }: Props) {
  const { snapshot, language, isDatabaseAway } = await publicPage(params);
  const reader = readerOf(snapshot, language);
  const frame = { snapshot, reader, isDatabaseAway, path: historyPath(language) };
  const question = historyQuestion(await searchParams);
  if (question) {
    const found = await askHistory(snapshot, question);
    return (
      <Frame {...frame} isLive={false}>
        <SearchPage snapshot={snapshot} reader={reader} question={question} found={found} />
      </Frame>
    );
  }
  const month = presentMonth(snapshot);
  const { events, isCut } = await readHistoryMonth(snapshot, month);
  return (
    <Frame {...frame}>
      <HistoryPage snapshot={snapshot} reader={reader} month={month} events={events} isCut={isCut} />
    </Frame>
  );
}
