"use client";
import { useCallback, useState } from "react";
import { type Answer, type CallMethod, call } from "./call.ts";
import { useAdmin } from "./context.tsx";

type Refusal = Extract<Answer<unknown>, { ok: false }>;

/**
 * Calls the manage API below `/v1/pages/{page_id}` (paths that begin with `/` alone are taken as they are) and keeps what
 * a form shows: whether a call is under way, and the last refusal. `faultAt("incident.name")` is the fault beside a field.
 */
export function useCall() {
  const { pageId, language } = useAdmin();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const send = useCallback(
    async <T>(
      method: CallMethod,
      path: string,
      body?: unknown,
      idempotencyKey?: string,
    ): Promise<Answer<T>> => {
      setBusy(true);
      setRefusal(null);
      const url = path.startsWith("/") ? path : `/v1/pages/${pageId}/${path}`;
      const answer = await call<T>(method, url, { language, body, idempotencyKey });
      setBusy(false);
      if (!answer.ok) setRefusal(answer);
      return answer;
    },
    [pageId, language],
  );
  const faultAt = (path: string) => refusal?.faults.find((fault) => fault.path === path)?.message;
  return { send, isBusy, refusal, faultAt, clear: () => setRefusal(null) };
}
