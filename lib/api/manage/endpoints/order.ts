import { z } from "zod";
import { type OrderedPlace, orderedPlace, pageOrder } from "#lib/domain/page/order.ts";
import { endpoint } from "../endpoint.ts";

const example = {
  order: [
    { component_group_id: "g1h2j3k4l5m6", component_ids: ["8kbf7d35c070"] },
    { component_id: "9lcg8e46d181" },
  ],
};

export const orderComponents = endpoint({
  operationId: "orderComponents",
  methods: ["PUT"],
  path: "/v1/pages/{page_id}/component-order",
  tag: "Components",
  summary: "Put all groups and components of the page in order, at once",
  description:
    "Every group and component is named exactly once; a component named under a group becomes its member.",
  permission: "components:write",
  body: z.object({ order: pageOrder }),
  status: 200,
  answer: z.object({ order: z.array(orderedPlace) }),
  present: (order: OrderedPlace[]) => ({ order }),
  example: { request: example, response: example },
});
