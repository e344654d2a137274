"use client";

import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import type { Language } from "#lib/domain/language.ts";
import type { LatencyPoint } from "#lib/domain/latency.ts";

export type InteractiveProps = { points: LatencyPoint[]; labels: string[]; language: Language };

/**
 * Shows the server's picture (`children`) until the interactive chart is loaded; both have the same size, so nothing
 * moves. If it cannot be loaded, the picture simply stays. `data-keep`: live.js leaves this part of the page to React.
 */
export function LatencyIsland({ children, ...props }: InteractiveProps & { children: ReactNode }) {
  const [Interactive, setInteractive] = useState<ComponentType<InteractiveProps> | null>(null);
  useEffect(() => {
    let isGone = false;
    import("./latency-recharts.tsx").then(
      (loaded) => isGone || setInteractive(() => loaded.LatencyRecharts),
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, []);
  return <div data-keep="">{Interactive ? <Interactive {...props} /> : children}</div>;
}
