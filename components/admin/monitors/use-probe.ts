"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ProbeNowState } from "#lib/domain/page/probe-now.ts";
import { type Answer, call } from "../client/call.ts";
import { useAdmin } from "../client/context.tsx";

/** A probe as the manage API tells it. */
export type ProbeBody = {
  id: string;
  state: ProbeNowState;
  result: {
    outcome: "up" | "degraded" | "down";
    reason: string | null;
    http_status: number | null;
    dns_ms: number | null;
    connect_ms: number | null;
    tls_ms: number | null;
    first_byte_ms: number | null;
    total_ms: number;
    tls_days_left: number | null;
  } | null;
};

const LOOK_AGAIN_MS = 300;

type Refusal = Extract<Answer<unknown>, { ok: false }>;

/** Asks for a probe and follows its row until it is finished or has expired. */
export function useProbe() {
  const { pageId, language } = useAdmin();
  const [probe, setProbe] = useState<ProbeBody | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const run = useCallback(
    async (monitorId: string | null, monitor: Record<string, unknown>) => {
      const base = `/v1/pages/${pageId}/${monitorId === null ? "probes" : `monitors/${monitorId}/probes`}`;
      const asking = monitorId === null ? base : base.replace(/s$/, "");
      setBusy(true);
      setRefusal(null);
      setProbe(null);
      let answer = await call<ProbeBody>("POST", asking, { language, body: { monitor } });
      while (answer.ok && !isGone.current) {
        setProbe(answer.body);
        if (answer.body.state === "finished" || answer.body.state === "expired") break;
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
        answer = await call<ProbeBody>("GET", `${base}/${answer.body.id}`, { language });
      }
      if (!answer.ok) setRefusal(answer);
      setBusy(false);
    },
    [pageId, language],
  );
  return { probe, refusal, isBusy, run };
}
