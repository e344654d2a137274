import type { Reader } from "#components/ui/reader.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { ManageScreen, Offers } from "#lib/domain/subscribers/screen.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { Faults } from "../subscribe/faults.tsx";
import { AddChannel } from "./add-channel.tsx";
import { ChannelCard } from "./channel-card.tsx";
import { Leave } from "./leave.tsx";

export type ManageProps = { screen: ManageScreen; snapshot: Snapshot; reader: Reader; offers: Offers };

/** Everything over which one person is told, and all that can be changed about it. */
export function ManagePage(props: ManageProps) {
  const { screen, reader } = props;
  const { language } = reader;
  const shown = screen.subscribers;
  const isRefused = screen.refused !== null || screen.adding !== null || screen.faults.length > 0;
  return (
    <>
      <div className="lead">
        <h1 id={isRefused ? undefined : "said"} tabIndex={-1}>
          {manageWord("title", language)}
        </h1>
        <p>{manageWord("lead", language)}</p>
        <p className="hint">{manageWord("keep_private", language)}</p>
      </div>
      {screen.done && (
        <p className="notice good" role="status">
          {manageWord(`done_${screen.done}`, language)}
        </p>
      )}
      <Faults place={{ prefix: "", faults: screen.faults }} language={language} />
      {shown.map((subscriber) => (
        <ChannelCard key={subscriber.id} {...props} subscriber={subscriber} isOnly={shown.length === 1} />
      ))}
      <AddChannel {...props} />
      <Leave token={screen.token} count={shown.length} language={language} />
      <script src="/subscribe-own.js" defer />
    </>
  );
}
