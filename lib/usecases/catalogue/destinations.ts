import { Failure, type Fault, invalid } from "#lib/domain/errors.ts";
import { type Catalogue, everyComponent } from "#lib/domain/page/catalogue.ts";
import { destinationOf } from "#lib/domain/page/monitor.ts";
import type { CheckDestination } from "../monitors/destination.ts";

/**
 * Refuses a catalogue with monitors of addresses that we may not connect to, all at once. Paths below PLATFORM_URL are
 * the operator's own word and not asked about. @throws Failure invalid
 */
export async function requireCatalogueDestinations(
  document: Catalogue,
  check: CheckDestination,
): Promise<void> {
  const faults: Fault[] = [];
  for (const { component } of everyComponent(document))
    for (const monitor of component.monitors) {
      if ("platform_path" in monitor && monitor.platform_path !== undefined) continue;
      const destination = destinationOf(monitor);
      if (!destination) continue;
      try {
        await check(destination.value);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const message = error.faults[0]?.message ?? error.message;
        faults.push({ path: `monitor ${monitor.key}, ${destination.field}`, message });
      }
    }
  if (faults.length > 0) throw invalid(faults, "The catalogue has monitors that may not be reached");
}
