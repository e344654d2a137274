"use client";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin } from "../client/context.tsx";
import type { ShownTest } from "./use-test-send.ts";

const TONES = { sent: "operational", failed: "major_outage" } as const;

/** How the test stands, in a sentence, and what the other side answered. */
export function TestResult({ test, channel }: { test: ShownTest; channel: Channel }) {
  const { language } = useAdmin();
  const { state, attempts, receipt } = test;
  const tone = state === "sent" || state === "failed" ? TONES[state] : "under_maintenance";
  return (
    <div className={tone}>
      <p className="font-medium text-text">{told(state, attempts, channel, language)}</p>
      {receipt && (
        <p className="text-sm break-words text-muted">
          {receipt.code && <code className="font-mono">{receipt.code}</code>} {receipt.text}
          {receipt.duration_ms !== undefined && ` · ${receipt.duration_ms} ms`}
        </p>
      )}
    </div>
  );
}

function told(state: ShownTest["state"], attempts: number, channel: Channel, language: "ko" | "en"): string {
  if (state === "sent") {
    if (channel === "teams") return deliveryWord("test_sent_teams", language);
    return deliveryWord(channel === "sms" ? "test_sent_sms" : "test_sent", language);
  }
  if (state === "pending") return deliveryWord(attempts > 0 ? "test_retry" : "test_waiting", language);
  return deliveryWord(state === "expired" ? "test_expired" : "test_failed", language);
}
