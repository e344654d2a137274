import type { ComponentProps } from "react";

type Look = "primary" | "plain" | "danger" | "quiet";

const BASE =
  "inline-flex min-h-10 items-center justify-center gap-2 rounded-box border px-4 py-1.5 font-medium no-underline transition-colors duration-150 disabled:opacity-60 max-sm:min-h-11";
const LOOKS: Record<Look, string> = {
  primary: "border-accent bg-accent text-on-accent hover:brightness-110",
  plain: "border-line bg-surface text-ink hover:border-muted",
  danger: "border-danger bg-surface text-danger hover:bg-danger-tint",
  quiet: "border-transparent bg-transparent text-link hover:underline",
};

/** One primary button per screen. `isBusy` disables it and says so to screen readers. */
export function Button({
  look = "plain",
  isBusy = false,
  className = "",
  ...rest
}: ComponentProps<"button"> & { look?: Look; isBusy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      disabled={rest.disabled || isBusy}
      className={`${BASE} ${LOOKS[look]} ${className}`}
    />
  );
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({
  look = "plain",
  className = "",
  ...rest
}: ComponentProps<"a"> & { look?: Look }) {
  return <a {...rest} className={`${BASE} ${LOOKS[look]} ${className}`} />;
}
