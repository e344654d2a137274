"use client";
import { useCallback, useRef } from "react";
import type { CallMethod } from "./call.ts";
import { useCall } from "./use-call.ts";

const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/**
 * `useCall` for what must happen once: a double click is one call, and the same content sent again, after an answer that
 * was lost, repeats the very same request under the same key. `content` is what decides whether it is the same.
 */
export function useOnce() {
  const { send, ...rest } = useCall();
  const isUnderWay = useRef(false);
  const last = useRef<{ content: string; body: unknown; key: string } | null>(null);
  const sendOnce = useCallback(
    async <T>(method: CallMethod, path: string, content: unknown, makeBody: () => unknown) => {
      if (isUnderWay.current) return null;
      isUnderWay.current = true;
      try {
        const told = JSON.stringify([method, path, content]);
        if (last.current?.content !== told) last.current = { content: told, body: makeBody(), key: newKey() };
        const answer = await send<T>(method, path, last.current.body, last.current.key);
        // Refused is not done: what is sent next is another request. Without an answer nobody knows.
        if (!answer.ok && answer.status > 0 && answer.status < 500) last.current = null;
        return answer;
      } finally {
        isUnderWay.current = false;
      }
    },
    [send],
  );
  return { sendOnce, send, ...rest };
}
