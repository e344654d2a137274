"use client";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin } from "../client/context.tsx";
import { partsOf, type StateCounts } from "./shown.ts";

export const figure = (n: number): string => n.toLocaleString("en-US");

/**
 * How far a fan-out is: one bar (sent, failed, not sent; the rest waits) and the same in words. The bar is a picture of the
 * words beneath it.
 */
export function ProgressBar({ states, isExpanded }: { states: StateCounts; isExpanded: boolean }) {
  const { language } = useAdmin();
  const { sent, waiting, failed, other } = partsOf(states);
  const total = sent + waiting + failed + other;
  const share = (n: number) => (total === 0 ? 0 : (n / total) * 100);
  const parts = [
    { key: "sent", at: 0, n: sent, className: "fill-(--op-mark)" },
    { key: "failed", at: sent, n: failed, className: "fill-(--ma-mark)" },
    { key: "other", at: sent + failed, n: other, className: "fill-(--muted)" },
  ] as const;
  return (
    <div>
      <svg
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        className="h-2 w-full rounded bg-line"
        aria-hidden="true"
      >
        {parts.map(({ key, at, n, className }) => (
          <rect key={key} x={share(at)} width={share(n)} height="6" className={className} />
        ))}
      </svg>
      <p className="mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
        <span>{deliveryWord("n_sent", language, { n: figure(sent) })}</span>
        {(waiting > 0 || !isExpanded) && (
          <span>{deliveryWord("n_waiting", language, { n: figure(waiting) })}</span>
        )}
        {failed > 0 && (
          <span className="font-medium text-danger">
            {deliveryWord("n_failed", language, { n: figure(failed) })}
          </span>
        )}
        {other > 0 && <span>{deliveryWord("n_other", language, { n: figure(other) })}</span>}
      </p>
    </div>
  );
}
