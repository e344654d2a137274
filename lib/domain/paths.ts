import type { Language } from "./language.ts";

/** Public paths of one language. The root `/` negotiates; links always name their language. */
export const statusPath = (language: Language) => `/${language}`;
export const componentPath = (language: Language, componentId: string) =>
  `/${language}/components/${componentId}`;

/** The calendar: the current month without `month`, else that month ("2026-10"). */
export const uptimePath = (language: Language, month?: string) =>
  month ? `/${language}/uptime/${month}` : `/${language}/uptime`;

/** Service level objectives: what is promised, and what is kept. */
export const sloPath = (language: Language) => `/${language}/slo`;

/** An uploaded picture that the page shows: its content never changes. */
export const imagePath = (imageId: string) => `/images/${imageId}`;

/** Where a component or group stands on the calendar. */
export const anchorOf = (id: string) => `c-${id}`;

/** `path` ("/ko/uptime") in another language. */
export const inLanguage = (path: string, language: Language) =>
  path.replace(/^\/[a-z]{2}(?=\/|$)/, `/${language}`);

export const incidentPath = (language: Language, id: string) => `/${language}/incidents/${id}`;
export const maintenancePath = (language: Language, id: string) => `/${language}/maintenance/${id}`;

/** The history: the present month without `month`, else that one ("2026-10"). */
export const historyPath = (language: Language, month?: string) =>
  month ? `/${language}/history/${month}` : `/${language}/history`;

/** The form to subscribe with: to everything, or with an id to one incident or window alone. */
export const subscribePath = (language: Language, eventId?: string | null) =>
  eventId ? `/${language}/subscribe/${eventId}` : `/${language}/subscribe`;

/** Where a subscriber changes everything; without the token, where the link to it is asked for. */
export const managePath = (language: Language, token?: string) =>
  token ? `/${language}/manage/${token}` : `/${language}/manage`;
