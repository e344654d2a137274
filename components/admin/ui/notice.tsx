import type { ReactNode } from "react";

type Tone = "info" | "good" | "warn" | "danger";
const TONES: Record<Tone, string> = {
  info: "border-info bg-info-tint text-info",
  good: "border-good bg-good-tint text-good",
  warn: "border-warn bg-warn-tint text-warn",
  danger: "border-danger bg-danger-tint text-danger",
};

/** A sentence that must not be overlooked. `isUrgent` interrupts a screen reader; the rest waits its turn. */
export function Notice({
  tone = "info",
  title,
  children,
  action,
  isUrgent = false,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  isUrgent?: boolean;
}) {
  return (
    <div
      role={isUrgent ? "alert" : "status"}
      className={`mb-4 flex flex-wrap items-center justify-between gap-3 rounded-box border px-4 py-3 ${TONES[tone]}`}
    >
      <div>
        {title && <p className="font-semibold">{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** A word in a small box: a role, a kind, a count. */
export function Tag({ children, tone }: { children: ReactNode; tone?: Tone }) {
  const colours = tone ? TONES[tone] : "border-line bg-page text-muted";
  return (
    <span
      className={`inline-block rounded border px-1.5 py-px text-sm leading-5 whitespace-nowrap ${colours}`}
    >
      {children}
    </span>
  );
}
