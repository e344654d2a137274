"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Answer, call } from "../client/call.ts";
import { useAdmin } from "../client/context.tsx";
import type { ShownDelivery } from "../deliveries/shown.ts";

/** A test message as the manage API tells it. */
export type ShownTest = Pick<ShownDelivery, "id" | "state" | "reason" | "attempts" | "receipt">;
type Refusal = Extract<Answer<unknown>, { ok: false }>;

const LOOK_MS = 500;
/** A worker takes it within seconds; what takes longer than this is told as it stands. */
const FOLLOWED_MS = 60_000;

/** Asks for a test message and follows its row until it has ended. */
export function useTestSend() {
  const { pageId, language } = useAdmin();
  const [test, setTest] = useState<ShownTest | null>(null);
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
    async (asked: Record<string, unknown>) => {
      const base = `/v1/pages/${pageId}/test-sends`;
      const startedAt = Date.now();
      setBusy(true);
      setRefusal(null);
      setTest(null);
      let answer = await call<ShownTest>("POST", base, { language, body: { test_send: asked } });
      while (answer.ok && !isGone.current) {
        setTest(answer.body);
        if (answer.body.state !== "pending" || Date.now() - startedAt > FOLLOWED_MS) break;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        answer = await call<ShownTest>("GET", `${base}/${answer.body.id}`, { language });
      }
      if (!answer.ok) setRefusal(answer);
      setBusy(false);
    },
    [pageId, language],
  );
  const faultAt = (path: string) => refusal?.faults.find((fault) => fault.path === path)?.message;
  return { test, refusal, isBusy, faultAt, run };
}
