/** What a rule makes the SMTP sink do: answer a code, answer nothing at all, or take the mail and drop the line unanswered. */
export type SmtpAct = { code: number; text: string } | "hang" | "lose";

/** The first rule that fits wins; without one everything is accepted. */
export type SmtpRule = {
  at: "greeting" | "rcpt" | "data";
  /** Source of a regular expression over the recipient's address; everybody without it. */
  to?: string;
  /** Nothing: accepts, but only after `delayMs`. */
  does?: SmtpAct;
  delayMs?: number;
  /** How often it fits; for ever without it. */
  times?: number;
  /** Fits every n-th time only. */
  every?: number;
};

type Counted = SmtpRule & { pattern: RegExp | null; seen: number; used: number };

/** The rules as they stand, with what they have counted. */
export class SmtpRules {
  #rules: Counted[] = [];

  set(rules: SmtpRule[]): void {
    this.#rules = rules.map((rule) => ({
      ...rule,
      pattern: rule.to ? new RegExp(rule.to) : null,
      seen: 0,
      used: 0,
    }));
  }

  match(at: SmtpRule["at"], to: string): SmtpRule | null {
    for (const rule of this.#rules) {
      if (rule.at !== at || rule.pattern?.test(to) === false) continue;
      rule.seen += 1;
      if (rule.seen % (rule.every ?? 1) !== 0 || rule.used >= (rule.times ?? Number.POSITIVE_INFINITY))
        continue;
      rule.used += 1;
      return rule;
    }
    return null;
  }
}
