import { defineWords } from "./define.ts";

/** Words that the screens of things (components, monitors, templates, …) share. */
export const objectWord = defineWords({
  name: ["이름", "Name"],
  description: ["설명", "Description"],
  in_language: ["{language} 글", "Texts in {language}"],
  in_language_hint: [
    "비워 두면 기본 언어의 글이 표시됩니다.",
    "Left empty, the text of the first language is shown.",
  ],
  language_ko: ["한국어", "Korean"],
  language_en: ["영어", "English"],
  saved: ["저장했습니다.", "Saved."],
  archived_done: ["보관했습니다.", "Archived."],
  create: ["만들기", "Create"],
  save_changes: ["변경 저장", "Save changes"],
  no_changes: ["바뀐 내용이 없습니다", "Nothing has changed"],
  archive: ["보관", "Archive"],
  archive_this: ["‘{name}’ 보관", "Archive “{name}”"],
  restore: ["되살리기", "Restore"],
  remove: ["빼기", "Remove"],
  danger: ["보관과 삭제", "Archive or delete"],
  show_archived: ["보관한 항목 보기", "Show archived"],
  show_present: ["쓰고 있는 항목 보기", "Show those in use"],
  never: ["없음", "Never"],
  since: ["{time}부터", "since {time}"],
  read_only: [
    "보기만 할 수 있습니다. 바꾸려면 관리 역할이 필요합니다.",
    "You may only look: changing this needs the manager role.",
  ],
  shown_once: [
    "지금 한 번만 표시됩니다. 복사해서 안전한 곳에 두세요.",
    "This is shown once, now. Copy it to a safe place.",
  ],
  done_copying: ["복사했습니다, 계속", "I have copied it, go on"],
  minutes: ["분", "minutes"],
  seconds: ["초", "seconds"],
  search_by_name: ["이름으로 찾기", "Find by name"],
  nothing_found: ["‘{q}’에 맞는 항목이 없습니다.", "Nothing matches “{q}”."],
  conflict: ["그사이 다른 사람이 바꾸었습니다", "Somebody else changed this meanwhile"],
  conflict_why: [
    "지금 저장된 값을 확인하고 다시 저장하세요. 입력한 내용은 그대로 있습니다.",
    "Look at what is stored now, then save again. What you typed is still here.",
  ],
  conflict_now: ["지금 저장된 값", "What is stored now"],
  overwrite: ["내 값으로 저장", "Save mine"],
  load_stored: ["저장된 값 불러오기", "Load what is stored"],
});
