import { MAX_TESTS_A_MINUTE, testSendBody } from "#lib/domain/delivery/test-send.ts";
import { endpoint } from "../endpoint.ts";
import { presentTestSend, testSendAnswer, testSendExample } from "../test-send.ts";

const tag = "Subscribers";
const path = "/v1/pages/{page_id}/test-sends";
const waiting = {
  ...testSendExample,
  state: "pending" as const,
  attempts: 0,
  receipt: null,
  finished_at: null,
};

export const createTestSend = endpoint({
  operationId: "createTestSend",
  methods: ["POST"],
  path,
  tag,
  summary: "Send a test message, to a subscriber or to any destination",
  description: `A worker sends it within seconds: follow it by its id. At most ${MAX_TESTS_A_MINUTE} a minute for one page.`,
  permission: "subscribers:write",
  body: testSendBody,
  status: 202,
  answer: testSendAnswer,
  present: presentTestSend,
  example: {
    request: {
      test_send: {
        channel: "slack",
        destination: "https://hooks.slack.com/services/T0/B0/x",
        language: "ko",
      },
    },
    response: waiting,
  },
});

export const readTestSend = endpoint({
  operationId: "readTestSend",
  methods: ["GET"],
  path: `${path}/{test_send_id}`,
  tag,
  summary: "What became of a test message",
  permission: "subscribers:write",
  status: 200,
  answer: testSendAnswer,
  present: presentTestSend,
  example: { response: testSendExample },
});
