import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

/** The head of the chain that all records hang on: who notes it down can tell later whether anything was changed. */
export function ChainHead({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const { auditHead } = snapshot;
  if (!auditHead) return null;
  const { hash, count, sealedAt } = auditHead;
  return (
    <p className="chain hint">
      {word("chain", reader.language)} <code>{hash}</code>{" "}
      {`(${word("chain_count", reader.language, { count: count.toLocaleString("en-US") })}, `}
      <Moment at={sealedAt} form="full" reader={reader} />)
    </p>
  );
}
