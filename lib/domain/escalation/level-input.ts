import { z } from "zod";
import { LEVELS } from "./policy.ts";

export const level = z
  .literal([...LEVELS])
  .meta({ description: "1 automatic, 2 on-call, 3 management, 4 executives" });
