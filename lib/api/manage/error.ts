import { z } from "zod";
import type { Failure, FailureKind } from "#lib/domain/errors.ts";

/** The one place where kinds of refusal become HTTP statuses. */
export const STATUS_OF: Record<FailureKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media: 415,
  invalid: 422,
  too_many: 429,
  unavailable: 503,
};

export const errorBody = z
  .object({
    message: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
    error: z.string().meta({ description: "The same as message, for clients of Statuspage" }),
    current: z
      .looseObject({})
      .optional()
      .meta({ description: "409 with a `revision`: the noun as it is now" }),
  })
  .meta({ id: "Error" });

export const presentError = (
  failure: Pick<Failure, "message" | "faults"> & { current?: object | undefined },
): z.infer<typeof errorBody> => ({
  message: failure.message,
  errors: failure.faults,
  error: failure.message,
  ...(failure.current && { current: failure.current as Record<string, unknown> }),
});
