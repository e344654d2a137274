"use client";
import { useEffect, useRef, useState } from "react";
import { IncidentCard } from "#components/public/events/incident-card.tsx";
import { Markup } from "#components/ui/markup.tsx";
import type { Language } from "#lib/domain/language.ts";
import type { PreviewMessage } from "./shown.ts";

/** The body's padding above and below, and the frame's border. */
const MARGIN_PX = 18;

const isShown = (data: unknown): data is { shown: PreviewMessage } =>
  typeof data === "object" && data !== null && "shown" in data;

/** Draws what the composer around this frame says, and nobody else: same origin, and the window that holds it. */
export function Preview({ first, timeZone }: { first: Language; timeZone: string }) {
  const [shown, setShown] = useState<PreviewMessage | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onMessage = (event: MessageEvent) => {
      if (event.origin !== location.origin || event.source !== window.parent) return;
      if (isShown(event.data)) setShown(event.data.shown);
    };
    window.addEventListener("message", onMessage);
    const tell = (data: object) => window.parent.postMessage(data, location.origin);
    const sizes = new ResizeObserver(() => tell({ height: (box.current?.offsetHeight ?? 0) + MARGIN_PX }));
    if (box.current) sizes.observe(box.current);
    if (window.parent !== window) tell({ preview: "ready" });
    return () => {
      sizes.disconnect();
      window.removeEventListener("message", onMessage);
    };
  }, []);
  return (
    <div ref={box} className="preview" lang={shown?.language}>
      {shown && <Drawn shown={shown} first={first} timeZone={timeZone} />}
    </div>
  );
}

function Drawn({ shown, first, timeZone }: { shown: PreviewMessage; first: Language; timeZone: string }) {
  const { language } = shown;
  if (shown.kind === "incident") {
    const { incident, components } = shown;
    const reader = { language, first, timeZone, nowAt: Date.parse(incident.updatedAt) };
    return <IncidentCard incident={incident} components={components} reader={reader} />;
  }
  const reader = { language, first, timeZone, nowAt: 0 };
  return (
    <div className="card told">
      <div className="update">
        <Markup noun={{ body: shown.body, translations: {} }} topHeading={3} reader={reader} />
      </div>
    </div>
  );
}
