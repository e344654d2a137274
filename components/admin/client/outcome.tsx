"use client";
import { useEffect, useState } from "react";
import { Notice } from "../ui/notice.tsx";

const KEY = "outcome";

/** Goes on to `href` (or loads this screen anew) and tells there what was done. */
export function goWith(message: string, href?: string): void {
  try {
    sessionStorage.setItem(KEY, message);
  } catch {}
  if (href && href !== location.pathname) location.assign(href);
  else location.reload();
}

/** What was just done, told once on the screen that follows. */
export function Outcome() {
  const [message, setMessage] = useState<string | null>(null);
  useEffect(() => {
    try {
      setMessage(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
    } catch {}
  }, []);
  // The live region stands there before its text comes, so that screen readers tell it.
  return <div aria-live="polite">{message && <Notice tone="good">{message}</Notice>}</div>;
}
