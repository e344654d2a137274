import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { DatabaseNotice, DemoNotice } from "./notices.tsx";
import { SiteFooter } from "./site-footer.tsx";
import { SiteHeader } from "./site-header.tsx";

type Props = {
  snapshot: Snapshot;
  reader: Reader;
  isDatabaseAway: boolean;
  /** Path of this page in the reader's language, without the host. */
  path: string;
  /** Whether live.js keeps it fresh: not a page that says no. */
  isLive?: boolean;
  children: React.ReactNode;
};

/** What every public page shares. `<main>` is the part that live.js keeps fresh, `data-version` tells which one it is. */
export function Frame({ snapshot, reader, isDatabaseAway, path, isLive = true, children }: Props) {
  return (
    <>
      <a className="skip" href="#main">
        {word("skip", reader.language)}
      </a>
      <SiteHeader page={snapshot.page} language={reader.language} path={path} />
      <main id="main" data-version={isLive ? snapshot.version : undefined}>
        {snapshot.page.isDemo && <DemoNotice reader={reader} />}
        {isDatabaseAway && <DatabaseNotice asOf={snapshot.asOf} reader={reader} />}
        {children}
      </main>
      <SiteFooter snapshot={snapshot} reader={reader} />
    </>
  );
}
