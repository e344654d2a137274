import type { Language } from "#lib/domain/language.ts";
import type { LinkKind, LinkState } from "#lib/domain/people/link.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { ButtonLink } from "../ui/button.tsx";
import { SignInFrame } from "./frame.tsx";

/** A link that does not work any more: why, and how to get a new one. */
export function DeadLink({
  kind,
  state,
  language,
}: {
  kind: LinkKind;
  state: Exclude<LinkState, "open">;
  language: Language;
}) {
  return (
    <SignInFrame language={language} title={signInWord("dead_title", language)}>
      <p>{signInWord(`dead_${state}`, language)}</p>
      <p>{signInWord(`new_${kind}`, language)}</p>
      <ButtonLink href="/sign-in">{signInWord("to_sign_in", language)}</ButtonLink>
    </SignInFrame>
  );
}
