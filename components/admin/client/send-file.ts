import type { Language } from "#lib/domain/language.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { type Answer, answerOf } from "./call.ts";

/** Sends a file as the body itself (or none), with the session by cookie. Never throws. */
export async function sendFile(
  method: "POST" | "DELETE",
  path: string,
  { language, file }: { language: Language; file?: File },
): Promise<Answer<unknown>> {
  const type = { "content-type": "application/octet-stream" };
  const headers = { accept: "application/json", "accept-language": language, ...(file && type) };
  try {
    const response = await fetch(path, { method, headers, body: file, credentials: "same-origin" });
    return await answerOf(response, language);
  } catch {
    return { ok: false, status: 0, message: shellWord("network_fault", language), faults: [] };
  }
}
