"use client";

import { type ComponentType, type ReactNode, useEffect, useRef, useState } from "react";
import type { Language } from "#lib/domain/language.ts";

export type ChartRange = "response_48h" | "response_90d";
export type InteractiveProps = {
  /** `LatencyPoint[]` as JSON. */
  points: string;
  range: ChartRange;
  timeZone: string;
  language: Language;
};

/** Loaded when the picture comes this near to the window. */
const MARGIN = "200px";

/**
 * Shows the server's picture (`children`) until somebody comes near and the interactive chart is loaded; both have the
 * same size, so nothing moves. If it cannot be loaded, the picture simply stays. live.js leaves this part of the page
 * to React (`data-keep`) and hands over each fresh page as an event.
 */
export function LatencyIsland({ children, ...props }: InteractiveProps & { children: ReactNode }) {
  const [Interactive, setInteractive] = useState<ComponentType<InteractiveProps> | null>(null);
  const [points, setPoints] = useState(props.points);
  const place = useRef<HTMLDivElement>(null);
  const { range } = props;
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        import("./latency-recharts.tsx").then(
          (loaded) => setInteractive(() => loaded.LatencyRecharts),
          () => {},
        );
      },
      { rootMargin: MARGIN },
    );
    const onFresh = ({ detail }: CustomEvent<Document>) => {
      const fresh = detail.getElementById(range)?.dataset.points;
      if (fresh) setPoints(fresh);
    };
    if (place.current) watcher.observe(place.current);
    addEventListener("page-refreshed", onFresh as EventListener);
    return () => {
      watcher.disconnect();
      removeEventListener("page-refreshed", onFresh as EventListener);
    };
  }, [range]);
  return (
    <div id={range} data-keep="" data-points={points} ref={place}>
      {Interactive ? <Interactive {...props} points={points} /> : children}
    </div>
  );
}
