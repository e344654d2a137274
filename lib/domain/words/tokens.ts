import { defineWords } from "./define.ts";

/** The screen of API tokens, and what each scope lets a token do. */
export const tokenWord = defineWords({
  title: ["API 토큰", "API tokens"],
  lead: [
    "스크립트나 다른 서비스가 관리 API를 쓸 때 필요합니다. 필요한 권한만 주세요.",
    "For scripts and services that use the manage API. Give only what is needed.",
  ],
  new_token: ["새 토큰", "New token"],
  empty: ["아직 토큰이 없습니다", "No tokens yet"],
  empty_why: [
    "배포 파이프라인이 구성 요소 상태를 바꾸거나 측정 표본을 보내게 하려면 토큰을 만드세요.",
    "Make one so that a pipeline can set states or send samples.",
  ],
  scopes: ["권한", "Scopes"],
  last_used: ["마지막 사용", "Last used"],
  created: ["만든 때", "Made"],
  name_hint: [
    "어디에 쓰는지 알 수 있게 적으세요. 예: 배포 파이프라인",
    "Say what it is for, such as: deploy pipeline",
  ],
  revoke: ["폐기", "Revoke"],
  revoke_why: [
    "이 토큰을 쓰는 프로그램이 5초 안에 거부됩니다. 되돌릴 수 없습니다.",
    "Programs that use it are refused within 5 seconds. This cannot be undone.",
  ],
  made: ["토큰을 만들었습니다", "The token is made"],
  token: ["토큰", "Token"],
  usage: ["Authorization: Bearer 뒤에 붙여 보냅니다.", "Send it behind Authorization: Bearer."],
  from_environment: ["API_TOKEN 환경 변수", "API_TOKEN variable"],
  "*": ["모든 권한", "Everything"],
  "page:read": ["페이지, 구성 요소, 모니터, 장애 읽기", "Read page, components, monitors, incidents"],
  "audit:read": ["감사 기록 읽기", "Read the audit log"],
  "components:write": ["구성 요소와 그룹, 상태, 정정", "Components, groups, states, corrections"],
  "monitors:write": ["모니터와 알림 연동", "Monitors and alert sources"],
  "samples:write": ["측정 표본 보내기", "Send samples"],
  "incidents:write": ["장애와 점검", "Incidents and maintenance"],
  "subscribers:write": ["구독자", "Subscribers"],
  "slos:write": ["SLO", "SLOs"],
  "settings:write": ["페이지 설정", "Settings of the page"],
  "tokens:write": ["토큰 만들기와 폐기", "Make and revoke tokens"],
  "team:write": ["팀 관리", "Manage the team"],
});
