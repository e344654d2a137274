"use client";
import { useState } from "react";
import type { Hold } from "#lib/domain/delivery/desk/standing.ts";
import { momentText } from "#lib/domain/moments.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useOnce } from "../client/use-once.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmByName } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { figure } from "./progress-bar.tsx";

type Act = "send" | "drop";

/** After a backup was restored nothing goes out until somebody says what becomes of it. */
export function HeldBanner({ hold }: { hold: Hold | null }) {
  const { language, timeZone } = useAdmin();
  const mayDecide = useMay("settings:write");
  const [act, setAct] = useState<Act | null>(null);
  if (!hold) return null;
  const n = figure(hold.waiting);
  const reason = wordOf(deliveryWord, `held_reason_${hold.reason}`, language) ?? hold.reason ?? "–";
  const time = momentText(hold.heldAt, "full", timeZone, language);
  return (
    <Notice
      tone="danger"
      title={deliveryWord("held", language)}
      action={
        mayDecide && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setAct("send")}>{deliveryWord("held_send", language)}</Button>
            <Button look="danger" onClick={() => setAct("drop")}>
              {deliveryWord("held_drop", language)}
            </Button>
          </div>
        )
      }
    >
      <p>{deliveryWord("held_restored", language, { n })}</p>
      <p>{deliveryWord("held_meanwhile", language)}</p>
      <p className="text-sm">{deliveryWord("held_since", language, { time, reason })}</p>
      {(["send", "drop"] as const).map((one) => (
        <Decision key={one} act={one} n={n} isOpen={act === one} onClose={() => setAct(null)} />
      ))}
    </Notice>
  );
}

function Decision({
  act,
  n,
  isOpen,
  onClose,
}: {
  act: Act;
  n: string;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { language } = useAdmin();
  const { sendOnce, isBusy, refusal } = useOnce();
  const decide = async () => {
    const body = { hold: { decision: act } };
    const answer = await sendOnce("POST", "deliveries/hold", act, () => body);
    if (answer?.ok) goWith(deliveryWord(act === "send" ? "held_sent" : "held_dropped", language));
  };
  return (
    <ConfirmByName
      isOpen={isOpen}
      onClose={onClose}
      title={deliveryWord(`held_${act}_title`, language, { n })}
      name={deliveryWord(`word_${act}`, language)}
      act={deliveryWord(`word_${act}`, language)}
      isBusy={isBusy}
      fault={refusal?.message}
      onConfirm={() => void decide()}
    >
      {deliveryWord(`held_${act}_why`, language)}
    </ConfirmByName>
  );
}
