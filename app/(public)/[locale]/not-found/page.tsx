import type { Metadata } from "next";
import { NotFound } from "#components/public/frame/message.tsx";
import { word } from "#lib/domain/glossary.ts";
import { statusPath } from "#lib/domain/paths.ts";
import { publicMetadata } from "#lib/web/metadata.ts";
import { type LocaleParams, publicPage } from "#lib/web/public-page.ts";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const page = await publicPage(params);
  const subject = word("not_found", page.language);
  return { ...publicMetadata(page, { path: statusPath(page.language), subject }), robots: { index: false } };
}

export default async function NotFoundPage({ params }: LocaleParams) {
  return <NotFound {...(await publicPage(params))} />;
}
