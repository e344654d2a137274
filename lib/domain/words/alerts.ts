import { defineWords } from "./define.ts";

/** The screens of alert sources. */
export const alertWord = defineWords({
  title: ["알림 연동", "Alert sources"],
  lead: [
    "모니터링 도구가 보낸 알림을 장애 초안으로 바꿉니다. 게시할지는 사람이 정합니다.",
    "Alerts of your monitoring become drafts of incidents. People decide whether to publish.",
  ],
  new_source: ["새 연동", "New source"],
  empty: ["아직 연동이 없습니다", "No alert sources yet"],
  empty_why: [
    "Alertmanager, Grafana, Datadog 같은 도구를 연결하면 알림이 올 때 구성 요소까지 채운 초안이 준비됩니다.",
    "Connect Alertmanager, Grafana, Datadog or others: when an alert comes, a draft with its components is ready.",
  ],
  kind: ["도구", "Tool"],
  alertmanager: ["Prometheus Alertmanager", "Prometheus Alertmanager"],
  grafana: ["Grafana", "Grafana"],
  datadog: ["Datadog", "Datadog"],
  pagerduty: ["PagerDuty", "PagerDuty"],
  opsgenie: ["Opsgenie", "Opsgenie"],
  cloudwatch: ["Amazon CloudWatch (SNS)", "Amazon CloudWatch (SNS)"],
  generic: ["그 밖의 JSON", "Other JSON"],
  alertmanager_help: [
    "alertmanager.yml의 receivers에 webhook_configs를 추가하고 url에 이 주소를 넣으세요. send_resolved는 켜 두세요.",
    "In alertmanager.yml add webhook_configs to a receiver with this address as its url, and keep send_resolved on.",
  ],
  grafana_help: [
    "Alerting → Contact points에서 Webhook을 만들고 URL에 이 주소를 넣으세요.",
    "Under Alerting → Contact points, make a Webhook with this address as its URL.",
  ],
  datadog_help: [
    "Integrations → Webhooks에서 웹훅을 만들고 URL에 이 주소를 넣으세요. 모니터 메시지에 @webhook-이름을 적으면 보냅니다. 본문은 문서의 예시를 쓰세요.",
    "Under Integrations → Webhooks make one with this address, use the payload of our guide, and name @webhook-NAME in the monitor's message.",
  ],
  pagerduty_help: [
    "Integrations → Generic Webhooks (v3)에서 이 주소로 구독을 만드세요. 그때 표시되는 서명 비밀 값을 아래에 넣으면 서명을 확인합니다.",
    "Under Integrations → Generic Webhooks (v3) subscribe this address. Put the signing secret that it shows below to have signatures checked.",
  ],
  opsgenie_help: [
    "Settings → Integrations에서 Webhook을 추가하고 이 주소를 넣으세요.",
    "Under Settings → Integrations add a Webhook with this address.",
  ],
  cloudwatch_help: [
    "SNS 주제에 HTTPS 구독을 추가하고 이 주소를 넣으세요. 구독 확인은 저절로 됩니다. 서명은 언제나 확인합니다.",
    "Subscribe this address to the SNS topic by HTTPS. The subscription confirms itself; signatures are always checked.",
  ],
  generic_help: [
    "아래와 같은 JSON을 이 주소로 POST하세요. 끝나면 같은 fingerprint를 status resolved로 보냅니다.",
    "POST JSON like this to the address; when it is over, send the same fingerprint with the status resolved.",
  ],
  setup: ["연결하는 법", "How to connect"],
  address: ["받는 주소", "Address"],
  address_hint: [
    "주소에 비밀 값이 들어 있습니다. 지금 한 번만 표시됩니다.",
    "It holds a secret and is shown once, now.",
  ],
  rotate: ["주소 새로 만들기", "Replace the address"],
  rotate_why: [
    "지금 주소는 바로 쓸 수 없게 됩니다. 도구의 설정도 함께 바꾸세요.",
    "The present address stops working at once: change the tool's settings too.",
  ],
  last_received: ["마지막 수신", "Last received"],
  enabled: ["받기", "Enabled"],
  enabled_hint: [
    "끄면 알림을 받아도 아무것도 하지 않습니다.",
    "Off: alerts are taken and nothing is made of them.",
  ],
  off: ["꺼짐", "Off"],
  damp: ["기다리는 시간(초)", "Wait (seconds)"],
  damp_hint: [
    "이보다 짧게 울린 알림은 초안이 되지 않습니다.",
    "An alert that fires for less becomes no draft.",
  ],
  auto_after: ["아무도 살피지 않은 초안을 게시할 때까지(분)", "Publish an unattended draft after (minutes)"],
  auto_after_hint: [
    "비우면 사람이 게시할 때까지 초안으로 남습니다.",
    "Left empty, a draft waits for a person.",
  ],
  unmatched: ["규칙에 맞지 않는 알림", "Alerts that no rule matches"],
  unmatched_draft: ["구성 요소 없이 초안 작성", "Draft without components"],
  unmatched_ignore: ["무시", "Ignore"],
  topic: ["SNS 주제 ARN", "SNS topic ARN"],
  secret: ["서명 비밀 값", "Signing secret"],
  secret_hint: [
    "다시 표시되지 않습니다. 비우면 그대로 둡니다.",
    "Never shown again. Left empty, it stays as it is.",
  ],
  secret_there: ["서명 비밀 값이 저장되어 있습니다.", "A signing secret is stored."],
  rules: ["구성 요소 규칙", "Rules for components"],
  rules_lead: [
    "레이블이 모두 맞으면 그 구성 요소를 초안에 넣습니다. *는 아무 글자, ?는 한 글자입니다. title과 severity도 쓸 수 있습니다.",
    "When all labels match, the component is put into the draft. * stands for any characters, ? for one; title and severity can be asked for too.",
  ],
  rule: ["규칙 {n}", "Rule {n}"],
  rule_labels: ["레이블 (한 줄에 하나, 이름=값)", "Labels (one a line, name=value)"],
  rule_component: ["구성 요소", "Component"],
  rule_state: ["상태", "State"],
  add_rule: ["규칙 추가", "Add a rule"],
  remove_rule: ["규칙 {n} 빼기", "Remove rule {n}"],
  no_components: ["먼저 구성 요소를 만드세요.", "Make a component first."],
  recent: ["최근 알림", "Recent alerts"],
  no_alerts: ["아직 받은 알림이 없습니다.", "Nothing has come yet."],
  firing: ["울림", "Firing"],
  resolved: ["끝남", "Resolved"],
  times: ["{n}번", "{n} times"],
  to_incident: ["초안 보기", "See the draft"],
  delete: ["연동 삭제", "Delete source"],
  delete_why: [
    "이 주소로 오는 알림을 더 받지 않습니다. 이미 받은 알림과 초안은 남습니다.",
    "Its address answers no more. Alerts and drafts that came stay.",
  ],
});
