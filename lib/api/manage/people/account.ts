import { z } from "zod";
import { LANGUAGES, type Language } from "#lib/domain/language.ts";
import { ROLES, type Role } from "#lib/domain/people/permission.ts";
import { instant, instantTextOrNull } from "../instant.ts";

export const accountBody = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    language: z.enum(LANGUAGES).nullable().meta({ description: "null: as the browser asks" }),
    password: z.boolean(),
    second_factor: z.boolean(),
    single_sign_on: z.boolean(),
    passkeys: z.array(
      z.object({ id: z.string(), name: z.string().nullable(), created_at: instant.nullable() }),
    ),
  })
  .meta({ id: "Account" });

type Account = {
  id: string;
  name: string;
  email: string;
  role: Role;
  language: Language | null;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  usesOidc: boolean;
  passkeys: { id: string; name: string | null; createdAt: number | null }[];
};

export const presentAccount = (account: Account): z.infer<typeof accountBody> => ({
  id: account.id,
  name: account.name,
  email: account.email,
  role: account.role,
  language: account.language,
  password: account.hasPassword,
  second_factor: account.hasSecondFactor,
  single_sign_on: account.usesOidc,
  passkeys: account.passkeys.map(({ id, name, createdAt }) => ({
    id,
    name,
    created_at: instantTextOrNull(createdAt),
  })),
});

export const accountExample: z.infer<typeof accountBody> = {
  id: "p1q2r3s4t5u6",
  name: "Commander",
  email: "commander@example.com",
  role: "responder",
  language: "ko",
  password: true,
  second_factor: true,
  single_sign_on: false,
  passkeys: [{ id: "k1q2r3s4t5u6", name: "Laptop", created_at: "2026-11-23T01:00:00.000Z" }],
};
