import "server-only";
import { headers } from "next/headers";
import type { Language } from "#lib/domain/language.ts";
import { adminLanguage } from "./admin-language.ts";
import { currentSession } from "./session.ts";
import { settings } from "./settings.ts";

/** What the document of an admin or sign-in page needs; also while the database is away and nobody can be known. */
export async function adminDocument(): Promise<{ language: Language; nonce: string | undefined }> {
  const asked = await headers();
  const signedIn = await currentSession().catch(() => null);
  // Our own server wrote this policy; a client's is dropped there.
  const nonce = /'nonce-([^']+)'/.exec(asked.get("content-security-policy") ?? "")?.[1];
  return { language: await adminLanguage(signedIn?.person.language ?? null), nonce };
}

/** PUBLIC_URL without a slash at its end. */
export const publicUrl = (): string => settings().env.PUBLIC_URL;
