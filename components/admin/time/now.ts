"use client";
import { useEffect, useState } from "react";

const STEP_MS = 15_000;

/** The present, as the server told it at first so that both draw the same, then moving on. */
export function useNow(nowAt: number): number {
  const [now, setNow] = useState(nowAt);
  useEffect(() => {
    const move = () => setNow(Date.now());
    move();
    const timer = setInterval(move, STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
