"use client";
import type { Language } from "#lib/domain/language.ts";
import { Passkeys } from "./passkeys.tsx";
import { Password } from "./password.tsx";
import { Profile } from "./profile.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { type OwnSession, Sessions } from "./sessions.tsx";

/** One's own account, as the manage API tells it. */
export type OwnAccount = {
  name: string;
  email: string;
  language: Language | null;
  password: boolean;
  second_factor: boolean;
  passkeys: { id: string; name: string | null; created_at: string | null }[];
};

/** What one sets about oneself: name, password, second factor, passkeys, and where one is signed in. */
export function Account({ account, sessions }: { account: OwnAccount; sessions: OwnSession[] }) {
  return (
    <>
      <Profile account={account} />
      <Password isThere={account.password} email={account.email} />
      {account.password && <SecondFactor isOn={account.second_factor} />}
      <Passkeys passkeys={account.passkeys} />
      <Sessions sessions={sessions} />
    </>
  );
}
