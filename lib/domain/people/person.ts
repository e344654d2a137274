import { z } from "zod";
import { singleLine } from "../input/text.ts";
import { type Language, language } from "../language.ts";
import { ROLES, type Role } from "./permission.ts";

export const MIN_PASSWORD_LENGTH = 12;
/** scrypt costs the same for any length; this only bounds what is read and hashed. */
export const MAX_PASSWORD_LENGTH = 128;
export const MAX_MEMBERS = 500;

/** Somebody who may sign in, as the admin shows them. */
export type Person = { id: string; name: string; email: string; language: Language | null };

/** Somebody of the team of a page. */
export type Member = {
  id: string;
  name: string;
  email: string;
  role: Role;
  isDisabled: boolean;
  hasSecondFactor: boolean;
  passkeys: number;
  createdAt: number;
  lastSeenAt: number | null;
};

/** One browser that is signed in. */
export type PersonSession = {
  id: string;
  createdAt: number;
  seenAt: number;
  expiresAt: number;
  address: string | null;
  browser: string | null;
  isCurrent: boolean;
};

/** Addresses are compared without case, so they are kept without it. */
export const email = z
  .string()
  .overwrite((text) => text.trim().toLowerCase())
  .max(254, "at most 254 characters")
  .pipe(z.email("must be a mail address, such as name@example.com"));

/** Length is what counts; nothing else is asked of a password. */
export const password = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(MAX_PASSWORD_LENGTH, `at most ${MAX_PASSWORD_LENGTH} characters`);

export const role = z.enum(ROLES);
export const personName = singleLine(100);
export const personLanguage = language.nullable();
