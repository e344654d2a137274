"use client";
import { useEffect, useState } from "react";
import { LANGUAGES, type Language } from "#lib/domain/language.ts";
import { blastWord } from "#lib/domain/words/blast.ts";
import { useAdmin } from "../client/context.tsx";
import { figure } from "../deliveries/progress-bar.tsx";
import { TextField } from "../ui/field.tsx";
import type { ShownMessage } from "./shown-message.ts";

const KEY = "sms-segment-price";
const MAX_PRICE_LENGTH = 12;

/** The number in a price such as "0.0079" or "12원", and what stands around it. */
function priced(price: string, segments: number): string | null {
  const found = /^(\D*)(\d+(?:[.,]\d+)?)(\D*)$/.exec(price.trim());
  if (!found) return null;
  const [, before = "", number = "0", after = ""] = found;
  const sum = Number(number.replace(",", ".")) * segments;
  return `${before}${sum.toLocaleString("en-US", { maximumFractionDigits: 2 })}${after}`;
}

/** How many segments a fan-out by SMS is billed for, and what that costs at the price that the person knows. */
export function SmsCost({
  messages,
  recipients,
}: {
  messages: readonly ShownMessage[];
  recipients: Record<Language, number>;
}) {
  const { language } = useAdmin();
  const [price, setPrice] = useState("");
  useEffect(() => {
    try {
      setPrice(localStorage.getItem(KEY) ?? "");
    } catch {}
  }, []);
  const texts = LANGUAGES.flatMap((spoken) => {
    const segments = messages.find((one) => one.channel === "sms" && one.language === spoken)?.segments;
    const n = recipients[spoken];
    return segments && n > 0 ? [{ spoken, n, segments: segments.count, total: n * segments.count }] : [];
  });
  const total = texts.reduce((sum, one) => sum + one.total, 0);
  const cost = priced(price, total);
  const remember = (text: string) => {
    setPrice(text);
    try {
      localStorage.setItem(KEY, text);
    } catch {}
  };
  return (
    <div className="grid gap-2">
      {texts.map(({ spoken, n, segments, total: one }) => (
        <p key={spoken}>
          {texts.length > 1 && `${blastWord(spoken, language)}: `}
          {blastWord("sms_total", language, {
            ...{ recipients: figure(n), segments, total: figure(one) },
          })}
        </p>
      ))}
      {total > 0 && (
        <p className={cost === null ? "text-sm text-muted" : "font-medium"}>
          {cost === null ? blastWord("sms_unpriced", language) : blastWord("sms_cost", language, { cost })}
        </p>
      )}
      <TextField
        className="max-w-xs"
        label={blastWord("sms_price", language)}
        hint={blastWord("sms_price_hint", language)}
        isOptional
        inputMode="decimal"
        maxLength={MAX_PRICE_LENGTH}
        value={price}
        onChange={({ target }) => remember(target.value)}
      />
    </div>
  );
}
