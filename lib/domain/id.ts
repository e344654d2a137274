import { z } from "zod";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const LENGTH = 12;

/** An id that clients see: 12 lowercase alphanumerics (62 bits). */
export const ID_FORM = /^[0-9a-z]{12}$/;
export const id = z.string().regex(ID_FORM, "12 lowercase letters or digits");

/** Makes a client-facing id from 32 random bytes (the caller brings the randomness: this folder is pure). */
export function idFromBytes(bytes: Uint8Array): string {
  let out = "";
  // Rejection sampling keeps every letter equally likely: 252 is the largest multiple of 36 below 256.
  for (const byte of bytes) if (byte < 252 && out.length < LENGTH) out += ALPHABET[byte % 36];
  if (out.length < LENGTH) throw new RangeError("idFromBytes needs at least 32 random bytes");
  return out;
}
