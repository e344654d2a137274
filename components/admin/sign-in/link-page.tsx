import type { Language } from "#lib/domain/language.ts";
import type { LinkKind, LinkState } from "#lib/domain/people/link.ts";
import type { Role } from "#lib/domain/people/permission.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { DeadLink } from "./dead-link.tsx";
import { SignInFrame } from "./frame.tsx";
import { LinkForm } from "./link-form.tsx";
import { OwnAddress } from "./own-address.tsx";

type View = { state: LinkState; email: string | null; role: Role | null };

function leadOf(kind: LinkKind, { email, role }: View, language: Language): string {
  if (kind === "setup") return signInWord("setup_lead", language);
  if (kind === "reset") return signInWord("reset_lead", language, { email: email ?? "" });
  const named = shellWord(`role_${role ?? "viewer"}`, language);
  return signInWord("invite_lead", language, { email: email ?? "", role: named });
}

/** The page of a link that works once, or why it does not any more. */
export function LinkPage(props: {
  kind: LinkKind;
  token: string;
  view: View;
  language: Language;
  publicUrl: string;
}) {
  const { kind, token, view, language, publicUrl } = props;
  if (view.state !== "open") return <DeadLink kind={kind} state={view.state} language={language} />;
  return (
    <SignInFrame
      language={language}
      title={signInWord(`${kind}_title`, language)}
      lead={leadOf(kind, view, language)}
    >
      <OwnAddress publicUrl={publicUrl} path={`/${kind}/${token}`}>
        <LinkForm kind={kind} token={token} email={view.email} />
      </OwnAddress>
    </SignInFrame>
  );
}
