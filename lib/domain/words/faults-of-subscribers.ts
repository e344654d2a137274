/** What is refused of subscriptions: English as the API says it, Korean as people read it. */
export const FAULT_WORDS_OF_SUBSCRIBERS: readonly (readonly [en: string, ko: string])[] = [
  [
    "must be a mail address that mail can reach, such as name@example.com",
    "name@example.com처럼 메일을 받을 수 있는 주소여야 합니다",
  ],
  [
    "must be a mobile number of {countries}, such as +821012345678",
    "{countries}의 휴대전화 번호여야 합니다. 예: +821012345678",
  ],
  [
    "must be the https:// address of an incoming webhook of Slack",
    "Slack 수신 웹훅의 https:// 주소여야 합니다",
  ],
  ["must be the https:// address of a workflow of Teams", "Teams 워크플로의 https:// 주소여야 합니다"],
  [
    "must be an http:// or https:// address that is on the public internet",
    "공개 인터넷에서 접속할 수 있는 http:// 또는 https:// 주소여야 합니다",
  ],
];
