"use client";
import { useState } from "react";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useOnce } from "../client/use-once.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { DeliveryFilters } from "./fan-out-screen.tsx";
import { figure } from "./progress-bar.tsx";

type Props = { eventId: string; filters: DeliveryFilters; failed: number };

/** Sends what failed once more; the dialog tells how many it would be before anything happens. */
export function Replay({ eventId, filters, failed }: Props) {
  const { language } = useAdmin();
  const { sendOnce, isBusy, refusal } = useOnce();
  const [count, setCount] = useState<number | null>(null);
  const body = (isTrial: boolean) => ({
    replay: { event_id: eventId, ...(filters.channel && { channel: filters.channel }), dry_run: isTrial },
  });
  const ask = async (isTrial: boolean) =>
    sendOnce<{ count: number }>("POST", "deliveries/replay", [eventId, filters, isTrial], () =>
      body(isTrial),
    );
  const open = async () => {
    const answer = await ask(true);
    if (answer?.ok) setCount(answer.body.count);
  };
  const replay = async () => {
    const answer = await ask(false);
    if (answer?.ok) goWith(deliveryWord("replayed", language, { n: figure(answer.body.count) }));
  };
  const n = figure(count ?? failed);
  return (
    <>
      <Button isBusy={isBusy} onClick={() => void open()}>
        {deliveryWord("replay", language)}
      </Button>
      {count === null && <Refusal refusal={refusal} />}
      <Dialog
        isOpen={count !== null}
        onClose={() => setCount(null)}
        title={deliveryWord("replay_title", language, { n })}
      >
        <div className="grid gap-4">
          <p>{deliveryWord("replay_why", language)}</p>
          <Refusal refusal={refusal} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setCount(null)}>{shellWord("cancel", language)}</Button>
            <Button look="primary" isBusy={isBusy} disabled={count === 0} onClick={() => void replay()}>
              {deliveryWord("replay_act", language, { n })}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
