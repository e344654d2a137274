import type { Fault } from "#lib/domain/errors.ts";
import type { Language } from "#lib/domain/language.ts";
import { shellWord } from "#lib/domain/words/shell.ts";

export type CallMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** The answer of the manage API: a body, or a refusal that a person can read. Never throws. */
export type Answer<T> =
  | { ok: true; status: number; body: T }
  | {
      ok: false;
      /** 0: the server was not reached. */
      status: number;
      message: string;
      /** Where the faults are, by path, in the person's language. */
      faults: Fault[];
      /** The newer form of what two people edit at once (409). */
      current?: unknown;
    };

export type CallOptions = {
  language: Language;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
};

const isFault = (given: unknown): given is Fault =>
  typeof given === "object" && given !== null && "path" in given && "message" in given;

/**
 * Asks the manage API, which the admin is a client of: JSON in and out, the session by cookie. A POST may carry a key that
 * makes repeating it harmless.
 */
export async function call<T>(method: CallMethod, path: string, options: CallOptions): Promise<Answer<T>> {
  const { language, body, idempotencyKey, signal } = options;
  const headers: Record<string, string> = { accept: "application/json", "accept-language": language };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (idempotencyKey) headers["idempotency-key"] = idempotencyKey;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  try {
    const response = await fetch(path, { method, headers, body: sent, signal, credentials: "same-origin" });
    return await answerOf<T>(response, language);
  } catch {
    return { ok: false, status: 0, message: shellWord("network_fault", language), faults: [] };
  }
}

/** What a response of the manage API says: a body, or a refusal. */
export async function answerOf<T>(response: Response, language: Language): Promise<Answer<T>> {
  const read: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return { ok: true, status: response.status, body: read as T };
  return refusal(response, read as Record<string, unknown> | null, language);
}

function refusal(response: Response, read: Record<string, unknown> | null, language: Language) {
  const faults = Array.isArray(read?.errors) ? read.errors.filter(isFault) : [];
  const { status } = response;
  const id = response.headers.get("x-request-id") ?? "-";
  const said = typeof read?.message === "string" ? read.message : shellWord("server_fault", language, { id });
  const own = status >= 500 ? shellWord("server_fault", language, { id }) : said;
  const message = status === 401 ? shellWord("signed_out", language) : own;
  return { ok: false as const, status, message, faults, current: read?.current };
}
