import "server-only";
import { notFound } from "next/navigation";
import { Failure } from "#lib/domain/errors.ts";
import { id as idForm } from "#lib/domain/id.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { readIncident } from "#lib/usecases/incidents/read.ts";
import type { AdminSession } from "../session.ts";

/** The incident of an admin address; the admin's "not found" for anything else. */
export async function adminIncident(
  session: AdminSession,
  params: Promise<{ id: string }>,
): Promise<Incident> {
  const { id } = await params;
  if (!idForm.safeParse(id).success) notFound();
  try {
    return await readIncident(session.scope("page:read"), id);
  } catch (error) {
    if (error instanceof Failure && error.kind === "not_found") notFound();
    throw error;
  }
}
