import { defineWords } from "./define.ts";

/** The screens of components and groups. */
export const componentWord = defineWords({
  title: ["구성 요소", "Components"],
  lead: [
    "독자가 상태를 확인하는 것들입니다. 페이지에 보이는 순서대로 놓입니다.",
    "What readers look up the state of, in the order of the page.",
  ],
  new_component: ["새 구성 요소", "New component"],
  new_group: ["새 그룹", "New group"],
  edit_component: ["구성 요소 편집", "Edit component"],
  edit_group: ["그룹 편집", "Edit group"],
  empty: ["아직 구성 요소가 없습니다", "No components yet"],
  empty_why: [
    "API나 웹 콘솔처럼 독자가 따로 알고 싶어 하는 것을 하나씩 만드세요. 만든 뒤 모니터를 붙이면 상태가 저절로 바뀝니다.",
    "Make one for each thing that readers ask about, such as an API or a console. With a monitor, its state follows by itself.",
  ],
  empty_archived: ["보관한 구성 요소가 없습니다", "No archived components"],
  group_empty: [
    "이 그룹에는 구성 요소가 없어 페이지에 보이지 않습니다.",
    "This group has no components, so readers do not see it.",
  ],
  group: ["그룹", "Group"],
  no_group: ["그룹 없음", "No group"],
  private: ["비공개", "Private"],
  bar_hidden: ["가용성 막대 숨김", "Uptime bar hidden"],
  only_degraded: ["문제가 있을 때만 표시", "Shown only when degraded"],
  by_monitors: ["모니터로 판정", "From monitors"],
  by_people: ["직접 지정", "Set by people"],
  overridden: ["사람이 덮어씀", "Overridden"],
  move: ["‘{name}’ 옮기기", "Move “{name}”"],
  move_up: ["‘{name}’ 위로", "Move “{name}” up"],
  move_down: ["‘{name}’ 아래로", "Move “{name}” down"],
  order_hint: [
    "손잡이를 끌거나, 손잡이에서 스페이스와 화살표 키로 옮기거나, 위아래 단추를 쓰세요. 다른 그룹으로 옮기려면 구성 요소를 여세요.",
    "Drag the handle, use space and arrow keys on it, or the up and down buttons. To move to another group, open the component.",
  ],
  order_saved: ["순서를 저장했습니다", "Order saved"],
  dnd_instructions: [
    "스페이스로 집고, 화살표 키로 옮기고, 다시 스페이스로 놓습니다. Esc로 취소합니다.",
    "Press space to pick up, arrow keys to move, space again to drop, Escape to cancel.",
  ],
  dnd_picked: [
    "{name}: 집었습니다. 지금 {count}개 중 {at}번째입니다.",
    "Picked up {name}, now {at} of {count}.",
  ],
  dnd_moved: ["{name}: {count}개 중 {at}번째로 옮겼습니다.", "{name} moved to {at} of {count}."],
  dnd_dropped: ["{name}: {count}개 중 {at}번째에 놓았습니다.", "{name} dropped at {at} of {count}."],
  dnd_cancelled: ["{name}: 옮기기를 취소했습니다.", "Moving {name} was cancelled."],
  published: ["공개", "Public"],
  published_hint: [
    "끄면 이 구성 요소에 관한 것이 공개 페이지, API, 피드 어디에도 나오지 않습니다.",
    "Off: nothing about this component appears on the page, in the API or in feeds.",
  ],
  showcase: ["90일 가용성 막대 표시", "Show the 90-day uptime bar"],
  only_if_degraded: ["문제가 있을 때만 페이지에 표시", "Show on the page only when degraded"],
  start_date: ["시작일", "Start date"],
  start_date_hint: [
    "이 날부터 가용성을 셉니다. 지난 날짜를 넣을 수 있으며, 바꾸면 날짜별 기록을 다시 셉니다.",
    "Uptime counts from this day on; it may lie in the past. Changing it counts the days again.",
  ],
  source: ["상태를 정하는 방법", "Where its state comes from"],
  source_manual: ["사람이 직접 정합니다", "People set it"],
  source_monitors: ["모니터가 판정합니다", "Its monitors decide"],
  source_hint: [
    "모니터를 처음 붙이면 저절로 모니터 판정으로 바뀝니다.",
    "Adding the first monitor switches to its monitors.",
  ],
  state: ["지금 상태", "State now"],
  state_manual: [
    "여기서 정한 상태가 바로 페이지에 나타납니다. 구독자에게는 알리지 않습니다. 알리려면 장애를 여세요.",
    "What you set here shows on the page at once. Nobody is notified: to tell people, open an incident.",
  ],
  state_override: [
    "모니터의 판정을 덮어씁니다. ‘정상’으로 정하면 덮어쓰기가 풀리고 다시 모니터를 따릅니다. 페이지에 ‘사람이 정함’으로 표시됩니다.",
    "This overrides the monitors, visibly, until you set it to operational: then the monitors decide again.",
  ],
  apply_state: ["상태 적용", "Apply state"],
  release: ["덮어쓰기 풀기", "End the override"],
  monitors: ["모니터", "Monitors"],
  no_monitors: ["아직 모니터가 없습니다.", "No monitors yet."],
  add_monitor: ["모니터 추가", "Add monitor"],
  archive_why: [
    "페이지에서 사라지고, 모니터 {count}개의 검사가 멈춥니다. 지난 기록은 남으며, 나중에 되살릴 수 있습니다(모니터는 되살아나지 않습니다).",
    "It leaves the page, and its {count} monitors stop. Its history stays and it can be restored later, without the monitors.",
  ],
  restore_why: [
    "다시 페이지에 나타납니다. 보관한 모니터는 되살아나지 않으니 새로 만드세요.",
    "It appears on the page again. Archived monitors stay archived: make new ones.",
  ],
  members: ["구성 요소", "Components"],
  members_hint: ["고른 순서가 아니라 페이지의 순서대로 놓입니다.", "They keep the order of the page."],
  delete_group: ["그룹 삭제", "Delete group"],
  delete_group_why: [
    "그룹만 없어집니다. 구성 요소 {count}개는 그룹 없이 페이지에 남습니다.",
    "Only the group goes: its {count} components stay on the page without a group.",
  ],
  no_components_to_pick: ["아직 구성 요소가 없습니다.", "No components yet."],
});

/** Corrections of the past. */
export const correctionWord = defineWords({
  title: ["과거 상태 정정", "Corrections of the past"],
  lead: [
    "잘못 측정되었거나 놓친 구간을 고칩니다. 사유와 함께 공개 페이지에 ‘정정됨’으로 표시됩니다.",
    "Put right what was measured wrongly or missed. Readers see it as corrected, with the reason.",
  ],
  empty: ["정정한 적이 없습니다.", "Nothing has been corrected."],
  add: ["정정 추가", "Add a correction"],
  verdict: ["실제 상태", "What it really was"],
  verdict_up: ["정상이었음", "It was up"],
  verdict_down: ["중대 장애였음", "It was down"],
  verdict_excluded: ["세지 않음", "Not to be counted"],
  from: ["시작", "From"],
  until: ["끝", "Until"],
  reason: ["사유", "Reason"],
  reason_hint: [
    "독자가 읽습니다. 예: 측정 장비의 네트워크 장애로 잘못 기록됨",
    "Readers see this. For example: our prober's own network was down.",
  ],
  revoke: ["취소", "Revoke"],
  revoke_title: ["정정을 취소할까요?", "Revoke this correction?"],
  revoke_why: [
    "이 구간은 다시 측정된 대로 셉니다. 정정했던 기록은 감사 기록에 남습니다.",
    "The stretch counts as measured again. That it was corrected stays in the audit log.",
  ],
  revoked: ["취소됨", "Revoked"],
  public: ["공개 페이지에 표시", "Shown to readers"],
});
