"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Language } from "#lib/domain/language.ts";
import { call } from "../client/call.ts";
import { useAdmin } from "../client/context.tsx";
import { audienceOf, type BlastDraft } from "./draft.ts";

/** Who would be told, as the manage API counts them. */
export type Audience = {
  total: number;
  channels: Record<Channel, number>;
  /** Those who chose this component, or a group that it is in. */
  components: { component_id: string; count: number }[];
  /** Those who hear of every component. */
  unlimited: number;
  /** Of them, those who hear of it later: after quiet hours, or in a digest. */
  later: number;
  /** Of those by SMS, how many read each language. */
  sms: Record<Language, number>;
};

/** A hand that is still choosing components is not asked about at each step. */
const SETTLE_MS = 400;
/** Publishing never waits longer than this for a count. */
const MAX_WAIT_MS = 3_000;

type Known = { key: string; audience: Audience | null };

/**
 * Counts who would be told, whenever what decides it has come to rest. It is asked beside the writing and never in its way:
 * `settled` is for the moment of publishing, and gives up after a few seconds (null).
 */
export function useAudience(draft: BlastDraft, isOn: boolean) {
  const { pageId, language } = useAdmin();
  const [known, setKnown] = useState<Known | null>(null);
  const key = JSON.stringify(audienceOf(draft));
  const latest = useRef<Known | null>(null);
  const ask = useCallback(
    async (asked: string, signal: AbortSignal): Promise<Audience | null> => {
      const path = `/v1/pages/${pageId}/fan-outs/audience`;
      const body = { audience: JSON.parse(asked) as unknown };
      const answer = await call<Audience>("POST", path, { language, body, signal });
      if (signal.aborted) return null;
      const found = { key: asked, audience: answer.ok ? answer.body : null };
      latest.current = found;
      setKnown(found);
      return found.audience;
    },
    [pageId, language],
  );
  useEffect(() => {
    if (!isOn || latest.current?.key === key) return;
    const asking = new AbortController();
    const timer = setTimeout(() => void ask(key, asking.signal), SETTLE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [key, isOn, ask]);
  const settled = async (): Promise<Audience | null> => {
    if (latest.current?.key === key && latest.current.audience) return latest.current.audience;
    return await ask(key, AbortSignal.timeout(MAX_WAIT_MS));
  };
  const isFresh = known?.key === key;
  return {
    /** The last count, also while another one is under way. */
    audience: known?.audience ?? null,
    isCounting: isOn && !isFresh,
    isUnknown: isFresh && known.audience === null,
    settled,
  };
}
