import { claimKey, type KeyClaim, releaseKey, rememberAnswer } from "#lib/data/people/idempotency.ts";
import type { Scope } from "#lib/data/scope.ts";
import { Failure } from "#lib/domain/errors.ts";
import type { Permission } from "#lib/domain/people/permission.ts";
import { seal, unseal } from "./seal.ts";

/** What a door sends back. */
export type Answer = { status: number; body: string };

export type OnceRequest = {
  /** The client's Idempotency-Key. */
  key: string;
  /** The client's token: seals what is remembered. */
  token: string;
  /** Hash of everything that makes the request what it is. */
  requestHash: string;
  now: number;
};

const RETRY_AFTER_SECONDS = 1;

/**
 * Does `work` at most once per (token, key) in 24 h and answers the same every time. The answer is stored in the
 * transaction of the change itself (`scope.beforeCommit`): after a crash at any point either both are there or neither.
 * `work` makes at most one change, whose result `answer` turns into the response.
 * @throws Failure conflict (still in flight), invalid (the key came with another request before); whatever `work` throws,
 * and then the key is free again
 */
export async function answerOnce<P extends Permission, T>(
  scope: Scope<P>,
  request: OnceRequest,
  work: (scope: Scope<P>) => Promise<T>,
  answer: (result: T) => Answer,
): Promise<Answer & { isReplay: boolean }> {
  const { key, token, requestHash, now } = request;
  const claim: KeyClaim = { tokenId: scope.actor.id, key, at: new Date(now) };
  const known = await claimKey(claim, requestHash);
  if (known !== "claimed") {
    if (known.requestHash !== requestHash)
      throw new Failure("invalid", "This Idempotency-Key was used for another request", {
        faults: [{ path: "Idempotency-Key", message: "was used for another request in the last 24 hours" }],
      });
    if (known.status === null || known.body === null)
      throw new Failure("conflict", "A request with this Idempotency-Key is still being answered", {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    return { status: known.status, body: unsealed(known.body, token, key), isReplay: true };
  }
  const sealed = (result: T) => {
    const { status, body } = answer(result);
    return { status, body: seal(body, token, key) };
  };
  let isRemembered = false;
  const remembering: Scope<P> = {
    ...scope,
    beforeCommit: async (tx, result) => {
      await rememberAnswer(claim, sealed(result as T), tx);
      isRemembered = true;
    },
  };
  try {
    const result = await work(remembering);
    // Work without a change of its own (samples are idempotent by themselves) is remembered afterwards.
    if (!isRemembered) await rememberAnswer(claim, sealed(result));
    return { ...answer(result), isReplay: false };
  } catch (error) {
    await releaseKey(claim).catch(() => {});
    throw error;
  }
}

/** People change sessions within a key's life: an answer that another session got may hold what only that one was told. */
function unsealed(body: string, token: string, key: string): string {
  const text = unseal(body, token, key);
  if (text !== null) return text;
  throw new Failure("conflict", "This was done already, in another session: look it up", {
    faults: [{ path: "Idempotency-Key", message: "was used in another session" }],
  });
}
