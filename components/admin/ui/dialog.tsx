"use client";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useLanguage } from "../client/context.tsx";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";

/** The browser's own modal dialog: focus is kept inside, Escape closes it. */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (isOpen && !dialog?.open) dialog?.showModal();
    if (!isOpen && dialog?.open) dialog.close();
  }, [isOpen]);
  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-labelledby={id}
      className="w-[min(34rem,calc(100vw-2rem))] rounded-box border border-line bg-surface p-6 text-ink"
    >
      <h2 id={id} className="mb-3 text-lg font-semibold">
        {title}
      </h2>
      {isOpen && children}
    </dialog>
  );
}

/** Says what a destructive act will do and asks for the name of the thing. `onConfirm` keeps the dialog open by `false`. */
export function ConfirmByName({
  isOpen,
  onClose,
  title,
  name,
  act,
  isBusy,
  fault,
  onConfirm,
  children,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  name: string;
  /** The word on the button: what happens. */
  act: string;
  isBusy?: boolean;
  fault?: string;
  onConfirm: () => void;
  /** What will happen. */
  children: ReactNode;
}) {
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === name.trim()) onConfirm();
        }}
      >
        <div>{children}</div>
        <TextField
          label={shellWord("type_to_confirm", language, { name })}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          fault={fault}
          autoComplete="off"
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
          <Button type="submit" look="danger" isBusy={isBusy} disabled={typed.trim() !== name.trim()}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
