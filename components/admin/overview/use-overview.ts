"use client";
import { useEffect, useRef, useState } from "react";
import type { Sending } from "#lib/domain/delivery/desk/standing.ts";
import type { Overview } from "#lib/domain/incidents/desk/overview.ts";

/** Drafts and contradictions change no public version, so the overview also asks from time to time. */
const POLL_MS = 30_000;
/** Several versions in a row are one reason to ask. */
const SETTLE_MS = 300;

/** What is wrong now, and how sending stands. */
export type OverviewData = Overview & { sending: Sending };

export type Connection = "live" | "lost" | "signed_out";

/** The overview, read again whenever the public page changes, now and then, and when the window is looked at again. */
export function useOverview(initial: OverviewData): { overview: OverviewData; connection: Connection } {
  const [overview, setOverview] = useState(initial);
  const [connection, setConnection] = useState<Connection>("live");
  const isReading = useRef(false);
  useEffect(() => {
    const read = async () => {
      if (isReading.current) return;
      isReading.current = true;
      const found = await readAgain();
      isReading.current = false;
      if (typeof found === "string") setConnection(found);
      else {
        setConnection("live");
        setOverview(found);
      }
    };
    let settling: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(settling);
      settling = setTimeout(() => void read(), SETTLE_MS);
    };
    const look = () => document.visibilityState === "visible" && soon();
    const events = new EventSource("/events");
    events.addEventListener("snapshot", soon);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", soon);
    const timer = setInterval(look, POLL_MS);
    return () => {
      events.close();
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", soon);
      clearInterval(timer);
      clearTimeout(settling);
    };
  }, []);
  return { overview, connection };
}

async function readAgain(): Promise<OverviewData | "lost" | "signed_out"> {
  try {
    const response = await fetch("/admin/overview-data", { headers: { accept: "application/json" } });
    // Without a session the answer is the sign-in page.
    if (response.redirected) return "signed_out";
    return response.ok ? ((await response.json()) as OverviewData) : "lost";
  } catch {
    return "lost";
  }
}
