import { redirect } from "next/navigation";
import { SignInFrame } from "#components/admin/sign-in/frame.tsx";
import { OwnAddress } from "#components/admin/sign-in/own-address.tsx";
import { SignIn } from "#components/admin/sign-in/sign-in.tsx";
import { Notice } from "#components/admin/ui/notice.tsx";
import { safeNextPath, signInPath } from "#lib/domain/people/next-path.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { publicUrl } from "#lib/web/admin-document.ts";
import { adminLanguage } from "#lib/web/admin-language.ts";
import { mailing } from "#lib/web/request/mailing.ts";
import { currentSession, singleSignOn } from "#lib/web/session.ts";

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Query) {
  const { next: wanted, step, done, error } = await searchParams;
  const next = safeNextPath(wanted);
  const language = await adminLanguage(null);
  const ssoName = singleSignOn();
  // While the database is away the form is still there; it then says what is wrong.
  if (await currentSession().catch(() => null)) redirect(next);
  const isCode = step === "code";
  return (
    <SignInFrame language={language} title={signInWord(isCode ? "code_title" : "title", language)}>
      <OwnAddress publicUrl={publicUrl()} path={signInPath(next)}>
        {done === "password" && <Notice tone="good">{signInWord("password_changed", language)}</Notice>}
        {done === "member" && <Notice tone="good">{signInWord("membership_added", language)}</Notice>}
        {error !== undefined && ssoName !== null && (
          <Notice tone="danger">{signInWord("sso_failed", language, { name: ssoName })}</Notice>
        )}
        <SignIn next={next} ssoName={ssoName} asksForCode={isCode} isMailed={mailing() !== undefined} />
      </OwnAddress>
    </SignInFrame>
  );
}
