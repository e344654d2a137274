/** The token of a request: `Authorization: OAuth KEY` (as Statuspage has it) or `Bearer KEY`, else `?api_key=`. */
export function tokenOf(headers: Headers, query: URLSearchParams): string | null {
  const authorization = headers.get("authorization");
  if (authorization === null) return query.get("api_key");
  const match = /^(?:oauth|bearer)\s+(\S+)\s*$/i.exec(authorization);
  return match?.[1] ?? null;
}
