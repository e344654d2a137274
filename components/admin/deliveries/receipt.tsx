"use client";
import { wordOf } from "#lib/domain/words/define.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin } from "../client/context.tsx";
import { When } from "../time/when.tsx";
import type { ShownDelivery } from "./shown.ts";

/** What the other side answered last, and the tries that did not deliver, folded. */
export function Receipt({ delivery }: { delivery: ShownDelivery }) {
  const { language } = useAdmin();
  const { receipt, tries } = delivery;
  return (
    <>
      {receipt === null ? (
        <span className="text-muted">–</span>
      ) : (
        <span className="text-sm break-words">
          {receipt.code && <code className="font-mono">{receipt.code}</code>}
          {receipt.text && ` ${receipt.text}`}
          {receipt.status && ` (${receipt.status})`}
          {receipt.duration_ms !== undefined && (
            <span className="whitespace-nowrap text-muted">
              {" · "}
              {deliveryWord("receipt_ms", language, { ms: receipt.duration_ms })}
            </span>
          )}
        </span>
      )}
      {tries.length > 0 && <Tries tries={tries} />}
    </>
  );
}

function Tries({ tries }: Pick<ShownDelivery, "tries">) {
  const { language } = useAdmin();
  return (
    <details className="mt-1 text-sm">
      <summary className="text-link">
        {tries.length === 1
          ? deliveryWord("attempts_one", language)
          : deliveryWord("attempts_of", language, { n: tries.length })}
      </summary>
      <ol className="mt-1 grid gap-2 text-left">
        {tries.map(({ number, at, outcome, code, text, duration_ms }) => (
          <li key={number} className="border-l-2 border-line pl-2">
            <span className="text-muted">
              {deliveryWord("attempt", language, { n: number })} · <When at={Date.parse(at)} /> ·{" "}
              {wordOf(deliveryWord, `attempt_${outcome}`, language) ?? outcome}
            </span>
            <span className="block break-words">
              {code && <code className="font-mono">{code}</code>} {text}{" "}
              <span className="whitespace-nowrap text-muted">
                {deliveryWord("receipt_ms", language, { ms: duration_ms })}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
