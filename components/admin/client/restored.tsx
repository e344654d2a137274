"use client";
import { momentText } from "#lib/domain/moments.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { useAdmin } from "./context.tsx";

/** Tells that words were brought back after a reload, and throws them away if they are not wanted. */
export function Restored({ at, onDiscard }: { at: number | null; onDiscard: () => void }) {
  const { language, timeZone } = useAdmin();
  if (at === null) return null;
  const time = momentText(at, "moment", timeZone, language);
  return (
    <Notice action={<Button onClick={onDiscard}>{shellWord("discard", language)}</Button>}>
      {composerWord("restored", language, { time })}
    </Notice>
  );
}
