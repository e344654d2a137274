import * as acts from "./acts.ts";
import * as incidents from "./incidents.ts";
import * as lists from "./lists.ts";
import * as postmortems from "./postmortems.ts";
import * as templates from "./templates.ts";
import * as updates from "./updates.ts";

const { INCIDENTS: _, INCIDENT: __, windowExample: ___, ...one } = incidents;

/** Everything about incidents, in the order of the document. */
export const INCIDENT_ENDPOINTS = { ...lists, ...one, ...acts, ...updates, ...postmortems, ...templates };
