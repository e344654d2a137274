import type { ReactNode } from "react";

/** Title of a screen, what it is for, and its one primary action. */
export function PageHead({
  title,
  lead,
  action,
  back,
}: {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  back?: { href: string; label: string };
}) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {back && (
          <a className="text-sm text-link" href={back.href}>
            ← {back.label}
          </a>
        )}
        <h1 className="text-2xl font-semibold leading-tight">{title}</h1>
        {lead && <p className="mt-1 text-muted">{lead}</p>}
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </header>
  );
}

/** A part of a screen with a heading of its own. */
export function Section({
  title,
  lead,
  action,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="mb-8">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-lg font-semibold">{title}</h2>
          {lead && <p className="text-sm text-muted">{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

/** A bordered box. */
export function Box({ children, className = "" }: { children: ReactNode; className?: string }) {
  return <div className={`rounded-box border border-line bg-surface p-4 ${className}`}>{children}</div>;
}

/** Nothing is here yet: what this is for, and what to do next. */
export function Empty({ title, why, action }: { title: ReactNode; why?: ReactNode; action?: ReactNode }) {
  return (
    <div className="rounded-box border border-dashed border-line px-6 py-10 text-center">
      <p className="font-medium">{title}</p>
      {why && <p className="mx-auto mt-1 max-w-prose text-muted">{why}</p>}
      {action && <div className="mt-4 flex justify-center gap-2">{action}</div>}
    </div>
  );
}
