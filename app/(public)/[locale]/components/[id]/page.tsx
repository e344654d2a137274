import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ComponentPage } from "#components/public/component/component-page.tsx";
import { Frame } from "#components/public/frame/frame.tsx";
import { readerOf } from "#components/ui/reader.ts";
import { stateWord } from "#lib/domain/glossary.ts";
import { translated } from "#lib/domain/language.ts";
import { componentPath } from "#lib/domain/paths.ts";
import { publicMetadata } from "#lib/web/metadata.ts";
import { publicPage } from "#lib/web/public-page.ts";
import { componentLatency } from "#lib/web/reading/component-latency.ts";

type Params = { params: Promise<{ locale: string; id: string }> };

async function componentPage({ params }: Params) {
  const page = await publicPage(params);
  const { id } = await params;
  const component = page.snapshot.components.find((one) => one.id === id);
  return component ? { page, component } : notFound();
}

export async function generateMetadata(props: Params): Promise<Metadata> {
  const { page, component } = await componentPage(props);
  const { snapshot, language } = page;
  const { text } = translated(component, "name", language, snapshot.page.languages[0] ?? "ko");
  return publicMetadata(page, {
    path: componentPath(language, component.id),
    subject: `${text}: ${stateWord(component.state, language)}`,
  });
}

export default async function Page(props: Params) {
  const { page, component } = await componentPage(props);
  const { snapshot, language, isDatabaseAway } = page;
  const reader = readerOf(snapshot, language);
  const latency = await componentLatency(snapshot, component.id);
  const path = componentPath(language, component.id);
  return (
    <Frame snapshot={snapshot} reader={reader} isDatabaseAway={isDatabaseAway} path={path}>
      <ComponentPage snapshot={snapshot} component={component} reader={reader} latency={latency} />
    </Frame>
  );
}
