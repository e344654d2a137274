import type { Language } from "#lib/domain/language.ts";
import type { Person } from "#lib/domain/people/person.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";

/** better-auth's name for an account with a password. */
const CREDENTIAL = "credential";

type Row = { id: string; name: string; email: string; language: string | null };
const fromRow = ({ id, name, email, language }: Row): Person => ({
  id,
  name,
  email,
  language: language as Language | null,
});

/** A person by id or by mail address. */
export async function findPerson(
  by: { id: string } | { email: string },
  db: Tx = prisma(),
): Promise<Person | null> {
  const row = await db.user.findUnique({ where: by });
  return row && fromRow(row);
}

export async function insertPerson(tx: Tx, person: { name: string; email: string }): Promise<Person> {
  return fromRow(await tx.user.create({ data: { id: newId(), emailVerified: true, ...person } }));
}

export async function updatePerson(
  tx: Tx,
  id: string,
  fields: { name?: string | undefined; language?: Language | null | undefined },
): Promise<Person> {
  return fromRow(await tx.user.update({ where: { id }, data: fields as { name?: string } }));
}

/** The scrypt hash of a person's password; null for who signs in by other means. */
export async function readPasswordHash(userId: string, db: Tx = prisma()): Promise<string | null> {
  const row = await db.account.findFirst({ where: { userId, providerId: CREDENTIAL } });
  return row?.password ?? null;
}

/** Sets the password; the account for it is made when there was none. */
export async function savePasswordHash(tx: Tx, userId: string, hash: string): Promise<void> {
  const key = { providerId: CREDENTIAL, accountId: userId };
  await tx.account.upsert({
    where: { providerId_accountId: key },
    create: { id: newId(), userId, ...key, password: hash },
    update: { password: hash },
  });
}

/** Ends whatever a browser still holds: sessions, half-done second factors, devices that were trusted. */
export async function signOutEverywhere(tx: Tx, userId: string): Promise<number> {
  await tx.verification.deleteMany({ where: { value: userId } });
  return (await tx.session.deleteMany({ where: { userId } })).count;
}

/** Turns the second factor off. True when there was one. */
export async function deleteSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  const { count } = await tx.twoFactor.deleteMany({ where: { userId } });
  await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: false } });
  return count > 0;
}

export const deletePasskeys = async (tx: Tx, userId: string): Promise<number> =>
  (await tx.passkey.deleteMany({ where: { userId } })).count;

export type ProofsOfPerson = {
  hasPassword: boolean;
  hasSecondFactor: boolean;
  usesOidc: boolean;
  passkeys: { id: string; name: string | null; createdAt: number | null }[];
};

/** By what means a person may prove who they are. */
export async function readProofs(userId: string, db: Tx = prisma()): Promise<ProofsOfPerson> {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    include: { accounts: { select: { providerId: true } }, passkeys: { orderBy: { createdAt: "asc" } } },
  });
  const providers = user.accounts.map(({ providerId }) => providerId);
  return {
    hasPassword: providers.includes(CREDENTIAL),
    hasSecondFactor: user.twoFactorEnabled === true,
    usesOidc: providers.some((one) => one !== CREDENTIAL),
    passkeys: user.passkeys.map(({ id, name, createdAt }) => ({
      id,
      name,
      createdAt: createdAt && instantOf(createdAt),
    })),
  };
}
