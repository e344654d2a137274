import type { Env } from "#lib/env.ts";

export type SinkPorts = { httpPort: number; smtpPort: number };

/** Of nobody: the sink asks for no password, and Twilio never hears of it. */
const ACCOUNT = `AC${"0".repeat(32)}`;

/**
 * Every way out of the demo leads to its own sink, whatever the environment says: nothing that is simulated may reach
 * anybody.
 */
export const waysToSink = (given: Pick<Env, "EGRESS_ALLOW">, { httpPort, smtpPort }: SinkPorts) => ({
  SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
  MAIL_FROM: "T-Developer Status Demo <status@demo.example.com>",
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: "of-the-demo-sink",
  TWILIO_FROM: "+15005550006",
  TWILIO_BASE_URL: `http://127.0.0.1:${httpPort}`,
  EGRESS_ALLOW: [...given.EGRESS_ALLOW, `127.0.0.1:${httpPort}`],
});
