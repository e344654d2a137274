"use client";
import { useEffect, useRef, useState } from "react";
import { call } from "../client/call.ts";
import { useAdmin } from "../client/context.tsx";
import { isRunning, type ShownFanOut } from "./shown.ts";

const LOOK_MS = 1_000;
/** Nothing moves: what is left waits for a retry or for the end of quiet hours. */
const STILL_AFTER = 10;
const LOOK_SELDOM_MS = 15_000;
/** How long a fan-out that was just published may take to appear. */
const EXPECTED_MS = 20_000;

/** Something was published that is to be told, so long before the page was drawn. */
export type Expected = { since: number; ageMs: number };

/**
 * The latest fan-outs, asked for once a second while one of them runs (or is about to), seldom while nothing moves, and
 * not at all once everything is sent or nobody looks. `query`: which ones.
 */
export function useProgress(
  initial: readonly ShownFanOut[],
  query: string,
  expected: Expected | null = null,
) {
  const { pageId, language } = useAdmin();
  const [fanOuts, setFanOuts] = useState(initial);
  const [isYoung, setYoung] = useState(expected !== null && expected.ageMs < EXPECTED_MS);
  const still = useRef(0);
  const isThere = fanOuts.some(({ event_at }) => Date.parse(event_at) >= (expected?.since ?? 0) - 1_000);
  const isExpected = isYoung && !isThere;
  const runs = fanOuts.some(isRunning);
  useEffect(() => {
    const timer = isYoung ? setTimeout(() => setYoung(false), EXPECTED_MS) : undefined;
    return () => clearTimeout(timer);
  }, [isYoung]);
  useEffect(() => {
    if (!runs && !isExpected) return;
    let timer: ReturnType<typeof setTimeout>;
    const asking = new AbortController();
    const look = async () => {
      if (document.visibilityState === "visible") {
        const path = `/v1/pages/${pageId}/fan-outs?${query}`;
        const answer = await call<ShownFanOut[]>("GET", path, { language, signal: asking.signal });
        if (asking.signal.aborted) return;
        if (answer.ok)
          setFanOuts((present) => {
            const isSame = JSON.stringify(present) === JSON.stringify(answer.body);
            still.current = isSame ? still.current + 1 : 0;
            return isSame ? present : answer.body;
          });
      }
      timer = setTimeout(look, still.current > STILL_AFTER ? LOOK_SELDOM_MS : LOOK_MS);
    };
    timer = setTimeout(look, LOOK_MS);
    return () => {
      asking.abort();
      clearTimeout(timer);
    };
  }, [runs, isExpected, pageId, language, query]);
  return { fanOuts, isExpected: isExpected && !runs };
}
