"use client";
import type { ReactNode } from "react";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";
import { componentWord } from "#lib/domain/words/components.ts";
import { useAdmin } from "../client/context.tsx";
import { StateMark } from "../objects/state.tsx";
import { Tag } from "../ui/notice.tsx";

/** Where a row stands, for its buttons. Null: the person may not move it. */
export type Steps = {
  name: string;
  at: number;
  count: number;
  onMove: (from: number, to: number) => void;
} | null;

function StepButtons({ steps }: { steps: Steps }) {
  const { language } = useAdmin();
  if (!steps) return null;
  const { name, at, count, onMove } = steps;
  const step = (to: number, key: "move_up" | "move_down", d: string) => (
    <button
      type="button"
      disabled={to < 0 || to >= count}
      onClick={() => onMove(at, to)}
      aria-label={componentWord(key, language, { name })}
      className="grid size-10 flex-none place-items-center rounded-box text-muted hover:bg-page disabled:opacity-30"
    >
      <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
        <path fill="none" stroke="currentColor" strokeWidth="2" d={d} />
      </svg>
    </button>
  );
  return (
    <div className="ml-auto flex flex-none">
      {step(at - 1, "move_up", "M3 10l5-5 5 5")}
      {step(at + 1, "move_down", "M3 6l5 5 5-5")}
    </div>
  );
}

/** One component of the order, with what moves it by mouse, finger or key. */
export function ComponentRow({
  component,
  handle,
  steps,
  isMember = false,
}: {
  component: ComponentWithStatus;
  handle: ReactNode;
  steps: Steps;
  isMember?: boolean;
}) {
  const { language } = useAdmin();
  const { status } = component;
  return (
    <div className={`flex items-center gap-2 py-2 pr-2 pl-2 ${isMember ? "md:pl-8" : ""}`}>
      {handle}
      <div className="min-w-0 flex-1 px-2 md:flex md:items-center md:gap-3">
        <a
          href={`/admin/components/${component.id}`}
          className="font-medium text-ink underline-offset-2 hover:underline"
        >
          {component.name}
        </a>
        <span className="flex flex-wrap items-center gap-1.5 md:ml-auto">
          {!component.published && <Tag tone="warn">{componentWord("private", language)}</Tag>}
          {!component.showcase && <Tag>{componentWord("bar_hidden", language)}</Tag>}
          {component.onlyShowIfDegraded && <Tag>{componentWord("only_degraded", language)}</Tag>}
          {status.overridden && <Tag tone="warn">{componentWord("overridden", language)}</Tag>}
          <span className="md:min-w-28">
            <StateMark state={status.data === "none" ? "unknown" : status.wire} />
          </span>
        </span>
      </div>
      <StepButtons steps={steps} />
    </div>
  );
}

/** One group of the order; its components stand below it. */
export function GroupHead({
  group,
  count,
  handle,
  steps,
}: {
  group: ComponentGroup;
  count: number;
  handle: ReactNode;
  steps: Steps;
}) {
  const { language } = useAdmin();
  return (
    <div className="border-b border-line last:border-b-0">
      <div className="flex items-center gap-2 px-2 py-1.5">
        {handle}
        <h2 className="min-w-0 flex-1 px-2 font-semibold">
          <a
            href={`/admin/components/groups/${group.id}`}
            className="text-ink underline-offset-2 hover:underline"
          >
            {group.name}
          </a>{" "}
          <span className="text-sm font-normal text-muted">{count}</span>
        </h2>
        <StepButtons steps={steps} />
      </div>
      {count === 0 && (
        <p className="px-4 pb-3 text-sm text-muted">{componentWord("group_empty", language)}</p>
      )}
    </div>
  );
}
