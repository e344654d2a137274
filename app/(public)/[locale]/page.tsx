import type { Metadata } from "next";
import { Frame } from "#components/public/frame/frame.tsx";
import { StatusPage } from "#components/public/status/status-page.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { statusPath } from "#lib/domain/paths.ts";
import { publicMetadata } from "#lib/web/metadata.ts";
import { type LocaleParams, publicPage } from "#lib/web/public-page.ts";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const page = await publicPage(params);
  return publicMetadata(page, { path: statusPath(page.language) });
}

export default async function Page({ params }: LocaleParams) {
  const { snapshot, language, isDatabaseAway } = await publicPage(params);
  const reader = readerOf(snapshot, language);
  return (
    <Frame snapshot={snapshot} reader={reader} isDatabaseAway={isDatabaseAway} path={statusPath(language)}>
      <StatusPage snapshot={snapshot} reader={reader} />
    </Frame>
  );
}
