/** What the environment says about the ways out. Null: not configured. */
export type ChannelSettings = {
  email: EmailSettings | null;
  sms: SmsSettings | null;
  slack: boolean;
  teams: boolean;
};

export type EmailSettings = {
  /** smtp:// or smtps://, with the password. */
  smtpUrl: string;
  /** `name@example.com` or `Example Status <name@example.com>`. */
  mailFrom: string;
  dkim: { domain: string; selector: string; privateKey: string } | null;
  /** Open connections at most; as many messages are on their way at once. */
  connections?: number;
};

export type SmsSettings = {
  accountSid: string;
  authToken: string;
  /** A number, a short code, a sender name, or a messaging service (MG…). */
  from: string;
  baseUrl: string;
};
