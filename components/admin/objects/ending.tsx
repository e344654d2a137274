"use client";
import { type ReactNode, useState } from "react";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmByName } from "../ui/dialog.tsx";
import { Section } from "../ui/page-head.tsx";

type Props = {
  name: string;
  /** The word on the button: what happens. */
  act: string;
  /** What will happen, in a sentence. */
  why: ReactNode;
  /** The call that does it. */
  path: string;
  /** Where one goes afterwards. */
  next: string;
};

/** The last section of a screen: archiving or deleting, after the name was typed. */
export function Ending({ name, act, why, path, next }: Props) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const [isOpen, setOpen] = useState(false);
  const end = async () => {
    const answer = await send("DELETE", path);
    if (answer.ok) location.assign(next);
  };
  return (
    <Section title={objectWord("danger", language)} lead={why}>
      <Button look="danger" onClick={() => setOpen(true)}>
        {act}
      </Button>
      <ConfirmByName
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={`${act}: ${name}`}
        name={name}
        act={act}
        isBusy={isBusy}
        fault={refusal?.message}
        onConfirm={end}
      >
        {why}
      </ConfirmByName>
    </Section>
  );
}
