import "../styles/slo.css";
import type { Metadata } from "next";
import { Frame } from "#components/public/frame/frame.tsx";
import { SloPage } from "#components/public/slo/slo-page.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { sloPath } from "#lib/domain/paths.ts";
import { sloWord } from "#lib/domain/words/public-slos.ts";
import { publicMetadata } from "#lib/web/metadata.ts";
import { type LocaleParams, publicPage } from "#lib/web/public-page.ts";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const page = await publicPage(params);
  return publicMetadata(page, { path: sloPath(page.language), subject: sloWord("title", page.language) });
}

/** What is promised and what is kept; the snapshot holds all of it. */
export default async function Page({ params }: LocaleParams) {
  const { snapshot, language, isDatabaseAway } = await publicPage(params);
  const reader = readerOf(snapshot, language);
  return (
    <Frame snapshot={snapshot} reader={reader} isDatabaseAway={isDatabaseAway} path={sloPath(language)}>
      <SloPage snapshot={snapshot} reader={reader} />
    </Frame>
  );
}
