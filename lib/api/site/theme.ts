import { themeStyle } from "#lib/domain/page/theme-style.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { Document } from "../document.ts";

/** `/theme.css`: the page's own colours; empty without any. */
export const themeDocument = (snapshot: Snapshot): Document => ({
  body: themeStyle(snapshot.page.theme),
  contentType: "text/css; charset=utf-8",
});
