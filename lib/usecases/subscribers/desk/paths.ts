import { Failure } from "#lib/domain/errors.ts";

/** Faults of an input that stood below `parent`: `email` is `subscriber.email` to who sent it so. */
export async function below<T>(parent: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "invalid") throw error;
    const faults = error.faults.map(({ path, message }) => ({ path: `${parent}.${path}`, message }));
    throw new Failure("invalid", error.message, { faults });
  }
}
