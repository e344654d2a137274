import { deleteEnded } from "#lib/data/people/endings.ts";
import { SESSION_IDLE_MS } from "../sign-in/lifetimes.ts";

/** Forgets sessions, challenges and tries that have ended. Returns how many rows went. */
export const forgetEndedSessions = (now: number): Promise<number> => deleteEnded(now, SESSION_IDLE_MS);
