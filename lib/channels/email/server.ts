const DEFAULT_PORT: Record<string, number> = { "smtp:": 587, "smtps:": 465 };
/** How long the mail server may take to be reached, to greet and to answer; then the next try may find it better. */
const PATIENCE = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 5_000,
  socketTimeout: 60_000,
  socketCloseTimeout: 1_000,
};

export type MailServer = {
  host: string;
  port: number;
  secure: boolean;
  requireTLS: boolean;
  opportunisticTLS: boolean;
  tls: { rejectUnauthorized: boolean };
  auth?: { user: string; pass: string };
} & typeof PATIENCE;

/**
 * What SMTP_URL means. `smtps://`: TLS from the first byte with a certificate that verifies. `smtp://`: TLS if the server
 * offers it, with whatever certificate it has: who could forge the certificate could as well take the offer out.
 * `smtp://…?requireTLS=true`: TLS by STARTTLS with a certificate that verifies, or nothing.
 */
export function connectionOf(smtpUrl: string): MailServer {
  const url = new URL(smtpUrl);
  const secure = url.protocol === "smtps:";
  const requireTLS = !secure && url.searchParams.get("requireTLS") === "true";
  const isStrict = secure || requireTLS;
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(url.port) || DEFAULT_PORT[url.protocol] || 587,
    secure,
    requireTLS,
    opportunisticTLS: !isStrict,
    tls: { rejectUnauthorized: isStrict },
    ...(user ? { auth: { user, pass } } : {}),
    ...PATIENCE,
  };
}
