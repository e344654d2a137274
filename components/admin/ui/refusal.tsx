"use client";
import { useEffect, useRef } from "react";
import type { Answer } from "../client/call.ts";
import { Notice } from "./notice.tsx";

/** Why a call was refused, above the form that made it; it takes the focus so that nobody waits for nothing. */
export function Refusal({ refusal }: { refusal: Extract<Answer<unknown>, { ok: false }> | null }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) ref.current?.focus();
  }, [refusal]);
  if (!refusal) return null;
  return (
    <div ref={ref} tabIndex={-1}>
      <Notice tone="danger" isUrgent title={refusal.message}>
        {refusal.faults.length > 0 && (
          <ul className="list-disc pl-5 text-sm">
            {refusal.faults.map(({ path, message }) => (
              <li key={`${path} ${message}`}>{message}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}
