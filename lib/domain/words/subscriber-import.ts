import { defineWords } from "./define.ts";

/** Importing subscribers from CSV. */
export const importWord = defineWords({
  title: ["구독자 가져오기", "Import subscribers"],
  lead: [
    "CSV를 올리거나 붙여 넣으면, 무엇이 바뀔지 먼저 보여 줍니다.",
    "Upload or paste CSV: you see what would change before anything does.",
  ],
  file: ["CSV 파일 고르기", "Choose a CSV file"],
  file_chosen: ["{name} ({lines}줄)", "{name} ({lines} lines)"],
  paste: ["또는 붙여 넣기", "Or paste it"],
  paste_hint: [
    "첫 줄은 열 이름입니다. 꼭 필요한 열: email 또는 phone_number 또는 endpoint, 그리고 consent_at.",
    "The first line names the columns. Needed: email, or phone_number, or endpoint; and consent_at.",
  ],
  example: ["예시", "Example"],
  too_large: [
    "파일이 {max}보다 큽니다({size}). 나누어 가져오세요.",
    "The file is larger than {max} ({size}). Import it in parts.",
  ],
  not_text: [
    "CSV로 읽을 수 없는 파일입니다. UTF-8로 저장하세요.",
    "This is no CSV that can be read: save it as UTF-8.",
  ],
  check: ["미리 확인", "Preview the effect"],
  checking: ["확인하는 중…", "Checking…"],
  empty: ["가져올 줄이 없습니다", "There is no line to import"],
  effect: ["가져오면 이렇게 됩니다", "What the import would do"],
  effect_of: ["{lines}줄 가운데", "Of {lines} lines"],
  new: ["새 구독자", "New"],
  new_why: ["추가됩니다", "are added"],
  known: ["이미 있음", "Known"],
  known_why: ["그대로 둡니다", "stay as they are"],
  suppressed: ["해지한 주소", "Suppressed"],
  suppressed_why: ["되살리지 않습니다", "are not brought back"],
  faulty: ["잘못된 줄", "Faults"],
  faulty_why: ["건너뜁니다", "are skipped"],
  faults: ["잘못된 줄", "Lines with faults"],
  faults_lead: [
    "나머지는 가져올 수 있습니다. 고쳐서 다시 확인해도 됩니다.",
    "The rest can be imported. Or mend them and preview again.",
  ],
  line: ["줄", "Line"],
  problem: ["문제", "What is wrong"],
  more_faults: ["그 밖에 {n}줄", "and {n} more lines"],
  nothing_new: ["추가할 새 구독자가 없습니다.", "No line would add anybody."],
  confirm_note: [
    "가져온 주소는 동의 기록(consent_at)과 함께 바로 구독 중이 됩니다. 확인 메일은 보내지 않습니다.",
    "Imported addresses become active with their record of consent (consent_at). No confirmation is sent.",
  ],
  run: ["{n}명 가져오기", "Import {n}"],
  change: ["목록 고치기", "Change the list"],
  running: ["가져오는 중: {done} / {total}줄", "Importing: {done} of {total} lines"],
  leave: [
    "이 화면을 닫으면 남은 줄은 가져오지 않습니다. 다시 실행해도 두 번 추가되지 않습니다.",
    "Leaving this screen stops after the present part. Running it again adds nobody twice.",
  ],
  done: ["가져오기를 마쳤습니다", "Import finished"],
  done_told: [
    "새로 추가 {added}, 이미 있음 {known}, 해지한 주소 {suppressed}, 잘못된 줄 {faulty}",
    "{added} added, {known} known, {suppressed} suppressed, {faulty} with faults",
  ],
  stopped: ["{done} / {total}줄에서 멈췄습니다", "Stopped after {done} of {total} lines"],
  go_on: ["이어서 가져오기", "Go on"],
  to_list: ["구독자 보기", "See the subscribers"],
  another: ["다른 목록 가져오기", "Import another list"],
});
