import { authorize } from "#lib/data/scope.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { newIncident, newUpdate } from "#lib/domain/incidents/input.ts";
import { openIncident } from "#lib/usecases/incidents/open.ts";
import { postUpdate } from "#lib/usecases/incidents/post.ts";
import { publishIncident } from "#lib/usecases/incidents/publish.ts";
import { makeComponent, makePage } from "../engine.ts";

/** A page with one component, and a responder who tells of incidents now, through the use cases. */
export async function tellingWorld() {
  const pageId = await makePage();
  const componentId = await makeComponent(pageId, { isManual: true, createdAt: Date.now() - 864_000_000 });
  const actor = { kind: "user", id: "responder", pageId, role: "responder" } as const;
  const write = authorize(actor, "incidents:write", pageId);
  return {
    pageId,
    componentId,
    publish: (given: object = {}): Promise<Incident> =>
      openIncident(
        write,
        newIncident.parse({
          name: "Slow answers",
          status: "investigating",
          body: "We look into it.",
          components: { [componentId]: "major_outage" },
          ...given,
        }),
        Date.now(),
      ),
    /** Shows a draft to everybody. */
    show: (id: string): Promise<Incident> => publishIncident(write, id, {}, Date.now()),
    post: (id: string, given: object): Promise<unknown> =>
      postUpdate(write, id, newUpdate.parse(given), Date.now()),
    resolve: (id: string): Promise<unknown> =>
      postUpdate(write, id, newUpdate.parse({ status: "resolved", body: "It is over." }), Date.now()),
  };
}
