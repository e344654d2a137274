import type { Incident } from "#lib/domain/incidents/incident.ts";

/** Addresses of the manage API below the page, and of the admin and public screens of one incident. */
export const incidentApi = (id: string) => `incidents/${id}`;
export const updatesApi = (id: string) => `incidents/${id}/incident_updates`;
export const updateApi = (id: string, updateId: string) => `${updatesApi(id)}/${updateId}`;
export const actApi = (id: string, act: "publish" | "unpublish" | "reopen" | "merge") =>
  `incidents/${id}/${act}`;
export const postmortemApi = (id: string, act?: "publish" | "revert") =>
  `incidents/${id}/postmortem${act ? `/${act}` : ""}`;

type Known = Pick<Incident, "id" | "kind">;

export const adminHref = ({ id, kind }: Known): string =>
  kind === "maintenance" ? `/admin/maintenance/${id}` : `/admin/incidents/${id}`;

export const publicHref = ({ id, kind }: Known, publicUrl: string): string =>
  `${publicUrl}/${kind === "maintenance" ? "maintenance" : "incidents"}/${id}`;
