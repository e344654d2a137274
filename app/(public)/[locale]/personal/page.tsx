import "../styles/subscribe.css";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Frame } from "#components/public/frame/frame.tsx";
import { PersonalPage } from "#components/public/manage/personal-page.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { personalMetadata } from "#lib/web/metadata.ts";
import { type LocaleParams, publicPage } from "#lib/web/public-page.ts";
import { shownScreen } from "#lib/web/subscribe/shown.ts";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  return personalMetadata(await publicPage(params));
}

/** Pages for one person (lib/server/personal): what they show was worked out before, so that this only presents it. */
export default async function Page({ params }: LocaleParams) {
  const { snapshot, language, isDatabaseAway, publicUrl } = await publicPage(params);
  const shown = shownScreen();
  if (!shown) notFound();
  const reader = readerOf(snapshot, language);
  const world = { snapshot, reader, offers: shown.offers, publicUrl };
  return (
    <Frame
      snapshot={snapshot}
      reader={reader}
      isDatabaseAway={isDatabaseAway}
      path={shown.path}
      isLive={false}
    >
      <PersonalPage screen={shown.screen} {...world} />
    </Frame>
  );
}
