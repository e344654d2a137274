import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/status.css";
import "./styles/calendar.css";
import "./styles/component.css";
import "./styles/history.css";
import "./styles/print.css";
import type { Viewport } from "next";
import { IconSprite } from "#components/ui/icons.tsx";
import { word } from "#lib/domain/glossary.ts";
import { themeMark } from "#lib/domain/page/theme-style.ts";
import { type LocaleParams, publicPage } from "#lib/web/public-page.ts";

// Rendered once per snapshot by our own page cache, never at build time.
export const dynamic = "force-dynamic";

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f8fa" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1318" },
  ],
};

export default async function PublicLayout({
  children,
  params,
}: LocaleParams & { children: React.ReactNode }) {
  const { language, snapshot } = await publicPage(params);
  const units = (["hours", "minutes", "seconds"] as const).map((unit) => word(unit, language, { n: "" }));
  return (
    <html lang={language} suppressHydrationWarning>
      <head>
        {Object.keys(snapshot.page.theme).length > 0 && (
          <link rel="stylesheet" href={`/theme.css?${themeMark(snapshot.page.theme)}`} />
        )}
        {/* Not deferred: it sets the remembered theme before anything is drawn. 3 KB, cached. */}
        <script
          src="/live.js"
          data-units={units.join("|")}
          data-zone={word("your_time", language)}
          data-none={word("not_measured", language)}
        />
      </head>
      <body>
        <IconSprite />
        {children}
      </body>
    </html>
  );
}
