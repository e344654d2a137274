import type { ReactNode } from "react";
import type { Language } from "#lib/domain/language.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { LanguageProvider } from "../client/context.tsx";
import { Box } from "../ui/page-head.tsx";
import { LanguageSwitch } from "./language-switch.tsx";

/** The box that every page before signing in is. */
export function SignInFrame({
  language,
  title,
  lead,
  children,
}: {
  language: Language;
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <LanguageProvider language={language}>
      <Box className="grid gap-5 p-6">
        <header>
          <p className="text-sm text-muted">T-Developer Status</p>
          <h1 className="text-2xl font-semibold leading-tight">{title}</h1>
          {lead && <p className="mt-1 break-words text-muted">{lead}</p>}
        </header>
        <noscript>{signInWord("needs_script", language)}</noscript>
        {children}
      </Box>
      <LanguageSwitch />
    </LanguageProvider>
  );
}
