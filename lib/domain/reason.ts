import type { Language } from "#lib/domain/language.ts";

/**
 * Why a probe said "down" or "degraded": the closed list. Names are stored with samples and shown to clients, so a name
 * never changes its meaning; new ones may be added.
 */
export const REASONS = [
  "dns_failed",
  "unreachable",
  "connect_timeout",
  "refused",
  "reset",
  "timeout",
  "tls_invalid",
  "tls_expired",
  "tls_expiring",
  "protocol_error",
  "headers_too_large",
  "body_too_large",
  "status_unexpected",
  "keyword_missing",
  "too_many_redirects",
  "redirect_invalid",
  "address_not_allowed",
  "answer_missing",
  "answer_unexpected",
  "slow",
  "heartbeat_late",
  "probe_failed",
] as const;

export type Reason = (typeof REASONS)[number];

/** One sentence per reason, for people. */
export const REASON_TEXT: Record<Reason, Record<Language, string>> = {
  dns_failed: { ko: "호스트 이름을 조회하지 못했습니다.", en: "The host name could not be resolved." },
  unreachable: { ko: "대상까지 네트워크 경로가 없습니다.", en: "There is no network route to the target." },
  connect_timeout: {
    ko: "제한 시간 안에 연결되지 않았습니다.",
    en: "No connection was made within the time limit.",
  },
  refused: { ko: "대상이 연결을 거부했습니다.", en: "The target refused the connection." },
  reset: {
    ko: "대상이 응답을 마치기 전에 연결을 끊었습니다.",
    en: "The target closed the connection before it had answered.",
  },
  timeout: {
    ko: "제한 시간 안에 응답이 끝나지 않았습니다.",
    en: "The answer was not complete within the time limit.",
  },
  tls_invalid: {
    ko: "TLS 연결 또는 인증서가 유효하지 않습니다.",
    en: "The TLS connection or its certificate is not valid.",
  },
  tls_expired: { ko: "TLS 인증서가 만료되었습니다.", en: "The TLS certificate has expired." },
  tls_expiring: { ko: "TLS 인증서가 곧 만료됩니다.", en: "The TLS certificate expires soon." },
  protocol_error: { ko: "응답이 프로토콜에 맞지 않습니다.", en: "The answer breaks the protocol." },
  headers_too_large: { ko: "응답 헤더가 너무 큽니다.", en: "The headers of the answer are too large." },
  body_too_large: { ko: "응답 본문이 1 MB를 넘습니다.", en: "The body of the answer is larger than 1 MB." },
  status_unexpected: {
    ko: "응답의 HTTP 상태 코드가 예상과 다릅니다.",
    en: "The answer has an unexpected HTTP status.",
  },
  keyword_missing: { ko: "응답에 정해진 문구가 없습니다.", en: "The keyword is missing from the answer." },
  too_many_redirects: { ko: "리디렉션이 너무 많습니다.", en: "There are too many redirects." },
  redirect_invalid: {
    ko: "리디렉션 주소를 따라갈 수 없습니다.",
    en: "A redirect leads to an address that cannot be followed.",
  },
  address_not_allowed: {
    ko: "허용되지 않은 네트워크 주소입니다.",
    en: "The network address is not allowed.",
  },
  answer_missing: { ko: "요청한 DNS 레코드가 없습니다.", en: "The DNS record does not exist." },
  answer_unexpected: { ko: "DNS 응답이 예상과 다릅니다.", en: "The DNS answer is not the expected one." },
  slow: { ko: "응답이 기준보다 느립니다.", en: "The answer is slower than the threshold." },
  heartbeat_late: { ko: "하트비트가 제때 오지 않았습니다.", en: "The heartbeat is late." },
  probe_failed: {
    ko: "내부 오류로 검사하지 못했습니다.",
    en: "The check itself failed because of an internal error.",
  },
};

export const isReason = (text: string): text is Reason => (REASONS as readonly string[]).includes(text);
