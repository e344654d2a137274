"use client";
import type { ReactNode } from "react";

/** Name, what is the matter, what to do, and buttons at the right (below on phones). */
export function Row({
  title,
  href,
  children,
  todo,
  action,
}: {
  title?: string;
  href?: string;
  children: ReactNode;
  todo?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        {title && (
          <p className="font-medium">
            {href === undefined ? (
              title
            ) : (
              <a className="text-link" href={href}>
                {title}
              </a>
            )}
          </p>
        )}
        <p>{children}</p>
        {todo && <p className="text-sm text-muted">{todo}</p>}
      </div>
      <div className="flex flex-wrap gap-2">{action}</div>
    </div>
  );
}
