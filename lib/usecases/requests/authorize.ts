/** For the doors, which do not reach into the data layer. */
export { authorize, type Scope } from "#lib/data/scope.ts";
