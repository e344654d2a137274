import type { Fault } from "#lib/domain/errors.ts";

/** What a sign-in endpoint said. `status` 0: the server was not reached. */
export type Said = {
  isOk: boolean;
  status: number;
  code: string | null;
  faults: Fault[];
  retryAfterSeconds: number;
  body: Record<string, unknown>;
};

const UNREACHED: Said = { isOk: false, status: 0, code: null, faults: [], retryAfterSeconds: 0, body: {} };

async function ask(path: string, init?: RequestInit): Promise<Said> {
  const response = await fetch(`/api/auth${path}`, { credentials: "same-origin", ...init }).catch(() => null);
  if (!response) return UNREACHED;
  const body = ((await response.json().catch(() => null)) ?? {}) as Record<string, unknown>;
  return {
    isOk: response.ok,
    status: response.status,
    code: typeof body.code === "string" ? body.code : null,
    faults: Array.isArray(body.errors) ? (body.errors as Fault[]) : [],
    retryAfterSeconds: Number(response.headers.get("retry-after") ?? 0),
    body,
  };
}

/** Asks one of the sign-in endpoints. Never throws. */
export const post = (path: string, body: object = {}): Promise<Said> =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

export const get = (path: string): Promise<Said> => ask(path);
