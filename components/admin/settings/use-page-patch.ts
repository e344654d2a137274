"use client";
import { useState } from "react";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import type { Tab } from "./tabs.tsx";

/** The page as the manage API tells it, as far as the settings need it. */
export type PageBody = { revision: number } & Record<string, unknown>;

/**
 * Stores settings of the page. When somebody else changed them meanwhile, `newer` is the page as it is now: the person
 * looks at it, and stores again on top of it.
 */
export function usePagePatch(revision: number, tab: Tab) {
  const { pageId } = useAdmin();
  const call = useCall();
  const [known, setKnown] = useState(revision);
  const [newer, setNewer] = useState<PageBody | null>(null);
  const store = async (patch: Record<string, unknown>) => {
    const answer = await call.send<PageBody>("PATCH", `/v1/pages/${pageId}`, {
      page: { ...patch, revision: known },
    });
    if (answer.ok) {
      location.assign(`/admin/settings?${tab === "general" ? "" : `tab=${tab}&`}done=saved`);
      return;
    }
    const current = answer.current as PageBody | undefined;
    if (answer.status === 409 && current) {
      setNewer(current);
      setKnown(current.revision);
    }
  };
  return {
    store,
    newer,
    isBusy: call.isBusy,
    refusal: call.refusal,
    fault: (name: string) => call.faultAt(`page.${name}`),
  };
}
