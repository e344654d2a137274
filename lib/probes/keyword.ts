const CHARSET = /charset\s*=\s*"?([A-Za-z0-9_.:-]+)/i;

/** Literal search, no pattern: nothing that somebody types can make it slow. The charset is that of Content-Type, else UTF-8. */
export function includesKeyword(body: Uint8Array, contentType: string | undefined, keyword: string): boolean {
  return decoderFor(contentType).decode(body).includes(keyword);
}

function decoderFor(contentType: string | undefined): TextDecoder {
  try {
    return new TextDecoder(CHARSET.exec(contentType ?? "")?.[1] ?? "utf-8");
  } catch {
    return new TextDecoder(); // a charset that nobody knows
  }
}
