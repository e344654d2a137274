/** Length of a roll-up: five minutes. */
export const BUCKET_MS = 300_000;

/** Start of the five-minute bucket, aligned to the epoch, that holds `at`. */
export const bucketStart = (at: number): number => Math.floor(at / BUCKET_MS) * BUCKET_MS;
