import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import type { IncidentStatus, MaintenanceStatus, SnapshotUpdate } from "#lib/domain/snapshot.ts";

type Update = SnapshotUpdate<IncidentStatus> | SnapshotUpdate<MaintenanceStatus>;

/** One thing that was said: its status, when, and the words as they were written, line breaks kept. */
export function UpdateText({ update, reader }: { update: Update; reader: Reader }) {
  return (
    <div className="update">
      <p className="said">
        <strong>{word(update.status, reader.language)}</strong>
        <Moment at={update.displayAt} form="moment" reader={reader} />
        {update.updatedAt > update.createdAt && <em>{word("edited", reader.language)}</em>}
      </p>
      <p className="body">
        <Told noun={{ body: update.body, translations: update.translations }} field="body" reader={reader} />
      </p>
    </div>
  );
}

/** The newest update in full, earlier ones folded. */
export function Updates({ updates, reader }: { updates: Update[]; reader: Reader }) {
  const [newest, ...earlier] = updates;
  if (!newest) return null;
  return (
    <>
      <UpdateText update={newest} reader={reader} />
      {earlier.length > 0 && (
        <details className="earlier">
          <summary>{word("earlier_updates", reader.language, { count: earlier.length })}</summary>
          {earlier.map((update) => (
            <UpdateText key={update.id} update={update} reader={reader} />
          ))}
        </details>
      )}
    </>
  );
}
