"use client";
import { useEffect, useRef } from "react";
import { composerWord } from "#lib/domain/words/composer.ts";
import { useAdmin } from "../client/context.tsx";
import type { PreviewMessage } from "./shown.ts";

const MAX_HEIGHT_PX = 1_600;

/**
 * What readers will see, drawn by the public page's own parts with its own stylesheet: a frame of our own that is told
 * what to draw. It says when it is ready and how high it is.
 */
export function PreviewFrame({ shown }: { shown: PreviewMessage }) {
  const { language } = useAdmin();
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(shown);
  latest.current = shown;
  useEffect(() => {
    const onMessage = (event: MessageEvent) => {
      if (event.origin !== location.origin || event.source !== frame.current?.contentWindow) return;
      if (event.data?.preview === "ready") tell(frame.current, latest.current);
      if (typeof event.data?.height === "number" && frame.current)
        frame.current.style.height = `${Math.min(event.data.height, MAX_HEIGHT_PX)}px`;
    };
    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  }, []);
  const told = JSON.stringify(shown);
  useEffect(() => tell(frame.current, JSON.parse(told) as PreviewMessage), [told]);
  return (
    <iframe
      ref={frame}
      src="/admin/preview"
      title={composerWord("preview_frame", language)}
      className="block h-64 w-full rounded-box border border-line bg-page"
    />
  );
}

const tell = (frame: HTMLIFrameElement | null, shown: PreviewMessage) =>
  frame?.contentWindow?.postMessage({ shown }, location.origin);
