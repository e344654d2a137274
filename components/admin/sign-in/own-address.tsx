"use client";
import { type ReactNode, useEffect, useState } from "react";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { useLanguage } from "../client/context.tsx";
import { Notice } from "../ui/notice.tsx";

/** Cookies and passkeys belong to PUBLIC_URL alone: whoever came by another address is told which one to open. */
export function OwnAddress({
  publicUrl,
  path,
  children,
}: {
  publicUrl: string;
  path: string;
  children: ReactNode;
}) {
  const language = useLanguage();
  const [isElsewhere, setElsewhere] = useState(false);
  useEffect(() => setElsewhere(location.origin !== new URL(publicUrl).origin), [publicUrl]);
  if (!isElsewhere) return children;
  const address = publicUrl + path;
  return (
    <Notice tone="warn" title={signInWord("other_origin", language)}>
      {signInWord("other_origin_why", language)}{" "}
      <a className="break-all" href={address}>
        {address}
      </a>
    </Notice>
  );
}
