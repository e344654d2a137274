import { IconSprite } from "#components/ui/icons.tsx";
import type { Language } from "#lib/domain/language.ts";

/** Sets the remembered theme before anything is drawn. */
const THEME = `try{const t=localStorage.theme;if(t==="dark"||t==="light")document.documentElement.dataset.theme=t}catch{}`;

/** The HTML document of the pages for people who sign in. */
export function AdminDocument({
  language,
  nonce,
  children,
}: {
  language: Language;
  nonce: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <html lang={language} suppressHydrationWarning>
      {/* biome-ignore lint/style/noHeadElement: this is the document of a root layout of the app directory */}
      <head>
        <meta name="robots" content="noindex" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by the nonce */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: THEME }} />
      </head>
      <body>
        <IconSprite />
        {children}
      </body>
    </html>
  );
}
