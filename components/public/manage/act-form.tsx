import type { Language } from "#lib/domain/language.ts";
import { managePath } from "#lib/domain/paths.ts";

export type Act =
  | "save"
  | "add"
  | "code"
  | "remove"
  | "follow"
  | "everything"
  | "unfollow"
  | "rotate"
  | "unsubscribe"
  | "erase";

type Props = {
  act: Act;
  token: string;
  language: Language;
  /** What it is about: a subscriber, an incident. */
  about?: Record<string, string>;
  className?: string;
  children: React.ReactNode;
};

/** A form of the manage page: what it does stands in it, the address says for whom. */
export function ActForm({ act, token, language, about = {}, className, children }: Props) {
  return (
    <form method="post" action={`${managePath(language, token)}#said`} className={className} noValidate>
      <input type="hidden" name="act" value={act} />
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
