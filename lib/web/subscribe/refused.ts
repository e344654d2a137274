import type { FailureKind, Fault } from "#lib/domain/errors.ts";
import type { Language } from "#lib/domain/language.ts";
import { refusalIn } from "#lib/domain/words/fault-words.ts";
import { explain } from "#lib/usecases/requests/explain.ts";

/** Refusals after which the same form makes sense again, with all that was typed. */
const STATUS: Partial<Record<FailureKind, number>> = {
  invalid: 422,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
};

export type FormRefusal = { status: number; faults: Fault[]; retryAfterSeconds?: number };

/**
 * What a form says after a refusal, in the person's language: the fault of each field, or the sentence for the whole.
 * @throws the error itself when the form cannot help (a dead link, a defect)
 */
export function refusalOfForm(error: unknown, language: Language): FormRefusal {
  const failure = explain(error);
  const status = failure ? STATUS[failure.kind] : undefined;
  if (!failure || status === undefined) throw error;
  const { message, faults } = refusalIn(language, failure);
  const { retryAfterSeconds } = failure;
  return {
    status,
    faults: faults.length > 0 ? faults : [{ path: "", message }],
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** Runs an act; null when it was done, else what the form says. */
export async function attempt(language: Language, work: () => Promise<unknown>): Promise<FormRefusal | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return refusalOfForm(error, language);
  }
}
