import { prismaAdapter } from "better-auth/adapters/prisma";
import { prisma } from "../db.ts";

/** better-auth's way to its tables: through the process's only pool. */
export const authDatabase = () => prismaAdapter(prisma(), { provider: "postgresql" });

/** Changes with every opening of the database: what was built upon an older one must be built again. */
export const databaseIdentity = (): object => prisma();
