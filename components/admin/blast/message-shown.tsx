"use client";
import { useState } from "react";
import { blastWord } from "#lib/domain/words/blast.ts";
import { useAdmin } from "../client/context.tsx";
import { CardShown, SlackShown } from "./chat-shown.tsx";
import { MailFrame } from "./mail-frame.tsx";
import type { ShownMessage } from "./shown-message.ts";

const BOX = "rounded-box border border-line bg-page p-3 text-sm";
const CODE = `${BOX} max-h-80 overflow-auto font-mono whitespace-pre-wrap break-words`;

/** One message in its own form. */
export function MessageShown({ message }: { message: ShownMessage }) {
  switch (message.channel) {
    case "email":
      return <MailShown message={message} />;
    case "sms":
      return <SmsShown message={message} />;
    case "slack":
      return <SlackShown payload={message.payload} fallback={message.text} />;
    case "teams":
      return <CardShown card={message.payload} fallback={message.text} />;
    case "webhook":
      return <WebhookShown message={message} />;
  }
}

function MailShown({ message: { subject, html, text, language: spoken } }: { message: ShownMessage }) {
  const { language } = useAdmin();
  const [isText, setText] = useState(false);
  return (
    <div className="grid gap-2">
      <p className="text-sm">
        <span className="text-muted">{blastWord("subject", language)}: </span>
        <span lang={spoken} className="font-medium">
          {subject}
        </span>
      </p>
      {isText || html === null ? (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
          tabIndex={0}
          aria-label={blastWord("as_text", language)}
          lang={spoken}
          className={CODE}
        >
          {text}
        </section>
      ) : (
        <MailFrame html={html} />
      )}
      <button
        type="button"
        aria-pressed={isText}
        className="min-h-8 justify-self-start text-sm text-link"
        onClick={() => setText(!isText)}
      >
        {blastWord(isText ? "as_html" : "as_text", language)}
      </button>
    </div>
  );
}

function SmsShown({ message: { text, segments, language: spoken } }: { message: ShownMessage }) {
  const { language } = useAdmin();
  const { count = 0, characters = 0, encoding = "" } = segments ?? {};
  return (
    <div className="grid gap-2">
      <p lang={spoken} className={`${BOX} max-w-sm rounded-2xl whitespace-pre-wrap break-words`}>
        {text}
      </p>
      {segments && (
        <p className="text-sm text-muted">
          {count === 1
            ? blastWord("segments_one", language, { characters, encoding })
            : blastWord("segments", language, { n: count, characters, encoding })}
        </p>
      )}
    </div>
  );
}

function WebhookShown({ message: { payload } }: { message: ShownMessage }) {
  const { language } = useAdmin();
  return (
    <section
      aria-label={blastWord("body_json", language)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      className={CODE}
    >
      {typeof payload === "string" ? payload : JSON.stringify(payload, null, 2)}
    </section>
  );
}
