/** Unused for so long, a session ends … */
export const SESSION_IDLE_MS = 24 * 60 * 60 * 1000;
/** … and after so long in any case. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;
/** Adding a passkey asks for a sign-in that is not older. */
export const FRESH_SECONDS = 60 * 60;
