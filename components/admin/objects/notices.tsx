"use client";
import type { Permission } from "#lib/domain/people/permission.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Notice } from "../ui/notice.tsx";

/** What was done on the screen before this one: `?done=saved` or `?done=archived` in the address. */
export function Done({ done }: { done: string | undefined }) {
  const { language } = useAdmin();
  if (done !== "saved" && done !== "archived") return null;
  return <Notice tone="good">{objectWord(done === "saved" ? "saved" : "archived_done", language)}</Notice>;
}

/** Says why nothing can be changed here, to who may not. */
export function ReadOnly({ permission }: { permission: Permission }) {
  const { language } = useAdmin();
  return useMay(permission) ? null : <Notice>{objectWord("read_only", language)}</Notice>;
}
