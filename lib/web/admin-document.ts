import "server-only";
import { cookies, headers } from "next/headers";
import { LANGUAGES, type Language } from "#lib/domain/language.ts";

/** Chosen in the admin's menu; before that the browser's first language of ours counts, else Korean. */
const LANGUAGE_COOKIE = "admin_language";

/** What the document of an admin or sign-in page needs before anybody is known. */
export async function adminDocument(): Promise<{ language: Language; nonce: string | undefined }> {
  const asked = await headers();
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  // Our own server wrote this policy; a client's is dropped there.
  const nonce = /'nonce-([^']+)'/.exec(asked.get("content-security-policy") ?? "")?.[1];
  return { language: known(chosen) ?? firstOf(asked.get("accept-language") ?? ""), nonce };
}

const known = (given: string | undefined): Language | undefined => LANGUAGES.find((one) => one === given);

const firstOf = (accepted: string): Language =>
  accepted
    .split(",")
    .map((part) => known(part.trim().slice(0, 2).toLowerCase()))
    .find((one) => one !== undefined) ?? "ko";
