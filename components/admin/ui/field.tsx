"use client";
import { type ComponentProps, type ReactNode, useId } from "react";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useLanguage } from "../client/context.tsx";

export const CONTROL =
  "block w-full min-h-10 rounded-box border border-line bg-surface px-3 py-2 text-ink aria-invalid:border-danger-mark max-sm:min-h-11";

export type FieldFrame = {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong, in the person's language. */
  fault?: string;
  isOptional?: boolean;
  className?: string;
};

type Given = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Label above, hint and fault below, tied to the control by their ids. */
export function Field({
  label,
  hint,
  fault,
  isOptional,
  className = "",
  children,
}: FieldFrame & { children: (given: Given) => ReactNode }) {
  const id = useId();
  const language = useLanguage();
  const described = [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ");
  return (
    <div className={`grid content-start gap-1 ${className}`}>
      <label htmlFor={id} className="font-medium">
        {label}
        {isOptional && (
          <span className="ml-1 font-normal text-muted">({shellWord("optional", language)})</span>
        )}
      </label>
      {children({
        id,
        ...(described && { "aria-describedby": described }),
        ...(fault && { "aria-invalid": true }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="text-sm font-medium text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}

const split = <P extends FieldFrame>({ label, hint, fault, isOptional, className, ...rest }: P) => ({
  frame: { label, hint, fault, isOptional, className },
  rest,
});

export function TextField(props: FieldFrame & Omit<ComponentProps<"input">, "className">) {
  const { frame, rest } = split(props);
  return (
    <Field {...frame}>{(given) => <input type="text" {...rest} {...given} className={CONTROL} />}</Field>
  );
}

export function TextArea(props: FieldFrame & Omit<ComponentProps<"textarea">, "className">) {
  const { frame, rest } = split(props);
  return (
    <Field {...frame}>{(given) => <textarea rows={6} {...rest} {...given} className={CONTROL} />}</Field>
  );
}

export function SelectField(props: FieldFrame & Omit<ComponentProps<"select">, "className">) {
  const { frame, rest } = split(props);
  return <Field {...frame}>{(given) => <select {...rest} {...given} className={CONTROL} />}</Field>;
}

/** A box with its label beside it. */
export function CheckField({
  label,
  hint,
  ...rest
}: { label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<"input">, "type" | "className">) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        {...rest}
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-1 size-5"
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
