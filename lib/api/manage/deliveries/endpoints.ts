import { z } from "zod";
import type { LoggedDelivery } from "#lib/domain/delivery/desk/log.ts";
import { logQuery } from "#lib/domain/delivery/desk/log-input.ts";
import { endpoint } from "../endpoint.ts";
import { deliveryBody, deliveryExample, presentDelivery } from "./delivery.ts";

export const listDeliveries = endpoint({
  operationId: "listDeliveries",
  methods: ["GET"],
  path: "/v1/pages/{page_id}/deliveries",
  tag: "Deliveries",
  summary: "Messages of one event, incident or subscriber with their receipts, newest first",
  description: "Addresses are told with the scope `subscribers:write` only. Kept for 90 days.",
  permission: "page:read",
  query: logQuery,
  status: 200,
  answer: z.array(deliveryBody),
  present: (deliveries: LoggedDelivery[]) => deliveries.map(presentDelivery),
  example: { response: [deliveryExample] },
});
