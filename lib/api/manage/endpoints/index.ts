import * as alerts from "../alerts/endpoints.ts";
import * as corrections from "../corrections/endpoints.ts";
import * as deliveries from "../deliveries/endpoints.ts";
import * as deployments from "../deployments/endpoints.ts";
import type { AnyEndpoint } from "../endpoint.ts";
import * as escalationPolicies from "../escalation-policies/endpoints.ts";
import * as evaluations from "../evaluations/endpoints.ts";
import * as fanOuts from "../fan-outs/endpoints.ts";
import * as integrityEvents from "../integrity-events/endpoints.ts";
import * as maintenance from "../maintenance/acts.ts";
import * as series from "../maintenance/series-endpoints.ts";
import * as measurements from "../measurements/endpoints.ts";
import * as onCall from "../on-call/endpoints.ts";
import { submitMetrics } from "../otlp/endpoints.ts";
import * as sending from "../sending/endpoints.ts";
import * as slis from "../slis/endpoints.ts";
import * as slos from "../slos/endpoints.ts";
import { readSloEvidence } from "../slos/evidence.ts";
import * as subscribers from "../subscribers/endpoints.ts";
import * as subscriberImport from "../subscribers/import.ts";
import * as incidentSubscribers from "../subscribers/of-incidents.ts";
import * as tiers from "../tiers/endpoints.ts";
import * as violations from "../violations/endpoints.ts";
import * as account from "./account.ts";
import * as auditLog from "./audit-log.ts";
import * as groups from "./component-groups.ts";
import * as components from "./components.ts";
import { INCIDENT_ENDPOINTS } from "./incidents/index.ts";
import * as logo from "./logo.ts";
import * as monitors from "./monitors.ts";
import * as order from "./order.ts";
import * as pages from "./pages.ts";
import * as probes from "./probes.ts";
import * as samples from "./samples.ts";
import * as team from "./team.ts";
import * as testSends from "./test-sends.ts";
import * as tokens from "./tokens.ts";

const { archivedQuery: _, ...componentEndpoints } = components;
const { presentCreated: __, ...subscriberEndpoints } = subscribers;
const { presentImport: ___, ...importEndpoints } = subscriberImport;

/** Every operation of the manage API, in the order of the document. */
export const ENDPOINTS: readonly AnyEndpoint[] = [
  pages,
  logo,
  componentEndpoints,
  corrections,
  order,
  groups,
  INCIDENT_ENDPOINTS,
  monitors,
  probes,
  samples,
  measurements,
  { submitMetrics },
  integrityEvents,
  deployments,
  maintenance,
  series,
  alerts,
  tiers,
  slis,
  slos,
  { readSloEvidence },
  violations,
  escalationPolicies,
  onCall,
  evaluations,
  subscriberEndpoints,
  importEndpoints,
  incidentSubscribers,
  fanOuts,
  deliveries,
  testSends,
  tokens,
  team,
  account,
  sending,
  auditLog,
].flatMap((nouns) => Object.values(nouns) as AnyEndpoint[]);
