"use client";
import { useState } from "react";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmByName, Dialog } from "../ui/dialog.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useSubscriberAct } from "./standing.tsx";

/** Unsubscribing somebody, or erasing everything that is known of them. */
export function SubscriberEnding({ subscriber }: { subscriber: Subscriber }) {
  const { language } = useAdmin();
  const [open, setOpen] = useState<"unsubscribe" | "erase" | null>(null);
  const close = () => setOpen(null);
  return (
    <Section title={subscriberWord("ending", language)}>
      <div className="flex flex-wrap gap-2">
        {subscriber.state !== "unsubscribed" && (
          <Button onClick={() => setOpen("unsubscribe")}>{subscriberWord("unsubscribe", language)}</Button>
        )}
        <Button look="danger" onClick={() => setOpen("erase")}>
          {subscriberWord("erase", language)}
        </Button>
      </div>
      <Dialog
        isOpen={open === "unsubscribe"}
        onClose={close}
        title={subscriberWord("unsubscribe_title", language)}
      >
        <Unsubscribe subscriber={subscriber} onClose={close} />
      </Dialog>
      <Erase subscriber={subscriber} isOpen={open === "erase"} onClose={close} />
    </Section>
  );
}

function Unsubscribe({ subscriber, onClose }: { subscriber: Subscriber; onClose: () => void }) {
  const { language } = useAdmin();
  const { act, isBusy, refusal } = useSubscriberAct(subscriber);
  return (
    <div className="grid gap-4">
      <p className="font-medium break-all">{subscriber.destination}</p>
      <p>{subscriberWord("unsubscribe_why", language)}</p>
      <Refusal refusal={refusal} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
        <Button look="danger" isBusy={isBusy} onClick={() => void act("unsubscribe")}>
          {subscriberWord("unsubscribe", language)}
        </Button>
      </div>
    </div>
  );
}

function Erase({
  subscriber: { id, destination },
  isOpen,
  onClose,
}: {
  subscriber: Subscriber;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const erase = async () => {
    const answer = await send("DELETE", `subscribers/${id}?erase=true`);
    if (answer.ok) goWith(subscriberWord("erased", language), "/admin/subscribers");
  };
  return (
    <ConfirmByName
      isOpen={isOpen}
      onClose={onClose}
      title={subscriberWord("erase_title", language)}
      name={destination}
      act={subscriberWord("erase", language)}
      isBusy={isBusy}
      fault={refusal?.message}
      onConfirm={() => void erase()}
    >
      {subscriberWord("erase_why", language)}
    </ConfirmByName>
  );
}
