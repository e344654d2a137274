import { defineWords } from "./define.ts";

/** Words of the page on which somebody changes their own subscriptions. */
export const manageWord = defineWords({
  title: ["구독 관리", "Your subscription"],
  lead: ["소식을 받는 모든 곳을 여기서 바꿀 수 있습니다.", "Everything that reaches you, in one place."],
  keep_private: [
    "이 화면의 주소를 아는 사람은 설정을 바꿀 수 있으니 공유하지 마세요.",
    "Whoever knows the address of this page can change these settings: do not share it.",
  ],
  done_saved: ["저장했습니다.", "Saved."],
  done_added: [
    "확인 링크를 보냈습니다. 그 링크에서 확인하면 추가됩니다.",
    "A link to confirm is on its way. It is added once you confirm there.",
  ],
  done_removed: ["해지했습니다. 그곳으로는 더 보내지 않습니다.", "Removed. Nothing more is sent there."],
  done_unfollowed: ["더는 그 소식을 보내지 않습니다.", "You are no longer told of that one."],
  state_active: ["구독 중", "Active"],
  state_pending: ["확인 대기", "Waiting to be confirmed"],
  state_quarantined: ["멈춤", "Stopped"],
  state_unsubscribed: ["해지됨", "Unsubscribed"],
  pending_why: [
    "보내 드린 링크나 번호로 확인해야 소식이 갑니다.",
    "Nothing is sent there until it is confirmed with the link or code that we sent.",
  ],
  quarantined_why: [
    "{date}부터 이곳에 보내지 못해 멈췄습니다. 고친 뒤 다시 추가하면 이어집니다.",
    "It could not be reached and was stopped on {date}. Once it is mended, add it again.",
  ],
  hears_all: ["모든 구성 요소", "Everything"],
  hears_nothing: ["따로 고른 소식만", "Only what is followed below"],
  quiet_between: ["{from}–{until}에는 조용히", "quiet {from}–{until}"],
  digest_daily: ["매일 {at}에 모아서", "one summary daily at {at}"],
  change: ["받을 소식과 시간 바꾸기", "Change what and when"],
  save: ["저장", "Save"],
  followed: ["따로 구독한 소식", "Followed on their own"],
  unfollow: ["그만 받기", "Stop"],
  followed_one: ["소식 한 건 ({id})", "One incident ({id})"],
  secret: ["서명 비밀 키", "Signing secret"],
  rotate: ["새 비밀 키 만들기", "Make a new secret"],
  rotate_why: [
    "새 키를 한 번 보여 드립니다. 이전 키로도 24시간 동안 서명합니다.",
    "The new one is shown once. Requests are signed with the former one, too, for 24 hours.",
  ],
  remove: ["이곳 해지", "Remove"],
  remove_why: ["{destination}(으)로 더는 보내지 않습니다.", "Nothing more is sent to {destination}."],
  add_title: ["받을 곳 추가", "Add another way to be told"],
  add: ["추가", "Add"],
  add_why: [
    "확인을 거쳐야 소식이 갑니다. 받을 소식은 확인한 뒤 여기서 바꿀 수 있습니다.",
    "Nothing is sent there until it is confirmed. What it hears of can be changed here afterwards.",
  ],
  end_title: ["그만 받기", "Leave"],
  end_all: ["모두 해지", "Unsubscribe from everything"],
  end_all_why: [
    "{count}곳 모두 해지합니다. 저장된 내용은 {days}일 뒤 지워집니다.",
    "Ends everything above ({count}). What was stored is erased in {days} days.",
  ],
  erase: ["내 정보 지우기", "Erase my data"],
  erase_why: [
    "모두 해지하고 받을 곳과 설정을 바로 지웁니다. 되돌릴 수 없습니다.",
    "Ends all of it, and erases where to reach you and what you chose at once. This cannot be undone.",
  ],
  erase_sure: ["지우는 데 동의합니다", "Yes, erase it"],
  erase_unsure: ["지우려면 동의에 표시해 주세요.", "Tick the box to have it erased."],
  new_secret_title: ["새 서명 비밀 키", "The new signing secret"],
  back_to_manage: ["구독 관리로 돌아가기", "Back to your subscription"],
});
