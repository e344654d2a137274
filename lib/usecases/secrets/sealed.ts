import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Derived once for each purpose: there are a handful, and webhooks unseal thousands of secrets a second. */
const keys = new Map<string, KeyObject>();
function keyOf(secretKey: string, purpose: string): KeyObject {
  const name = JSON.stringify([secretKey, purpose]);
  const key = keys.get(name) ?? createSecretKey(Buffer.from(hkdfSync("sha256", secretKey, "", purpose, 32)));
  keys.set(name, key);
  return key;
}

/**
 * A secret as it is stored: readable only with SECRET_KEY, which the database does not hold, and only for the purpose that
 * it was sealed for.
 */
export function sealSecret(secret: string, secretKey: string, purpose: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secretKey, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** Null when it was sealed with another SECRET_KEY or for another purpose, or is no sealed secret at all. */
export function unsealSecret(sealed: string, secretKey: string, purpose: string): string | null {
  const bytes = Buffer.from(sealed, "base64");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", keyOf(secretKey, purpose), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(text).toString("utf8");
  } catch {
    return null;
  }
}
