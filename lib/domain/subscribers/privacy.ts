const DAY_MS = 86_400_000;

/** The privacy notice that sign-up shows. A new text is a new version: consents keep the one that was shown. */
export const NOTICE_VERSION = "2026-11-24";

/** A sign-up that nobody confirmed is erased after this. */
export const PENDING_KEPT_DAYS = 7;
/** Who has unsubscribed is erased after this; what stays is a keyed hash, so that no import brings them back. */
export const UNSUBSCRIBED_KEPT_DAYS = 30;
/** A destination that cannot be reached any more is erased after this, unless somebody brings it back before. */
export const QUARANTINED_KEPT_DAYS = 30;

export const pendingPurgeAt = (now: number): number => now + PENDING_KEPT_DAYS * DAY_MS;
export const unsubscribedPurgeAt = (now: number): number => now + UNSUBSCRIBED_KEPT_DAYS * DAY_MS;
export const quarantinedPurgeAt = (now: number): number => now + QUARANTINED_KEPT_DAYS * DAY_MS;
