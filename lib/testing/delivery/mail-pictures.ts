import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { LANGUAGES } from "#lib/domain/language.ts";
import { renderMail } from "#lib/messages/mail/render.ts";
import { launchBrowser } from "../browser.ts";
import { letterSamples } from "../fixtures/letters.ts";

/** The ways in which people read a mail. */
export const VIEWS = [
  { name: "desktop-light", width: 760, scheme: "light" },
  { name: "desktop-dark", width: 760, scheme: "dark" },
  { name: "phone-light", width: 390, scheme: "light" },
  { name: "phone-dark", width: 390, scheme: "dark" },
] as const;

/** Writes a picture of every mail, in each language and view, to `folder`. */
export async function takeMailPictures(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  let taken = 0;
  try {
    for (const { name: view, width, scheme } of VIEWS) {
      const context = await browser.newContext({ viewport: { width, height: 600 }, colorScheme: scheme });
      const page = await context.newPage();
      for (const language of LANGUAGES)
        for (const { name, letter } of letterSamples(language)) {
          await page.setContent((await renderMail(letter)).html);
          await page.screenshot({ path: join(folder, `${name}.${language}.${view}.png`), fullPage: true });
          taken += 1;
        }
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return taken;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? "mail-pictures";
  console.log(`${await takeMailPictures(folder)} pictures in ${folder}`);
}
