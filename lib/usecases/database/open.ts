/** The two calls with which a process (web, worker, command line) begins and ends its use of the database. */
export { closeDatabase, openDatabase } from "#lib/data/db.ts";
