"use client";
import type { ReactNode } from "react";
import { settingWord } from "#lib/domain/words/settings.ts";
import { useAdmin } from "../client/context.tsx";
import { Done } from "../objects/notices.tsx";
import { PageHead } from "../ui/page-head.tsx";

export const TABS = ["general", "look", "policy", "channels", "data"] as const;
export type Tab = (typeof TABS)[number];

/** The frame of the settings: one address for each part. */
export function SettingsFrame({
  tab,
  done,
  children,
}: {
  tab: Tab;
  done: string | undefined;
  children: ReactNode;
}) {
  const { language } = useAdmin();
  return (
    <>
      <PageHead title={settingWord("title", language)} />
      <nav aria-label={settingWord("title", language)} className="mb-6 overflow-x-auto border-b border-line">
        <ul className="flex gap-1">
          {TABS.map((one) => (
            <li key={one}>
              <a
                href={one === "general" ? "/admin/settings" : `/admin/settings?tab=${one}`}
                aria-current={one === tab ? "page" : undefined}
                className="flex min-h-11 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-muted no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink"
              >
                {settingWord(`tab_${one}`, language)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Done done={done} />
      {children}
    </>
  );
}
