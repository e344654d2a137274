import { defineWords } from "./define.ts";

/** Two people editing at once. */
export const mergeWord = defineWords({
  title: ["그사이 다른 사람이 바꿨습니다", "Somebody else changed this in the meantime"],
  lead: [
    "아무것도 잃지 않았습니다. 합친 결과를 확인하고 다시 저장하세요.",
    "Nothing is lost. Look at the result, then save again.",
  ],
  base: ["시작한 글", "What you began with"],
  theirs: ["다른 사람의 글", "Theirs"],
  mine: ["내가 쓴 글", "Mine"],
  merged: ["합친 글", "Merged"],
  take_theirs: ["다른 사람의 것으로", "Take theirs"],
  take_mine: ["내 것으로", "Take mine"],
  only_theirs: ["다른 사람만 바꿈", "Only they changed it"],
  only_mine: ["나만 바꿈", "Only you changed it"],
  both: ["둘 다 바꿈: 하나를 고르세요", "Both of you changed it: choose"],
  marks: [
    "<<<<<<< 와 >>>>>>> 사이에 두 글이 모두 있습니다. 남길 글만 두고 표시를 지우세요.",
    "Between <<<<<<< and >>>>>>> both texts stand. Keep what should stay and remove the marks.",
  ],
  save: ["합친 내용 저장", "Save the merged version"],
  empty: ["(비어 있음)", "(empty)"],
  new_updates: [
    "그사이 업데이트 {count}건이 게시되었습니다. 읽고 나서 그래도 게시할지 정하세요.",
    "{count} updates were posted in the meantime. Read them, then decide whether yours still fits.",
  ],
  other_changes: [
    "그사이 이 장애의 정보가 바뀌었습니다. 확인하고 게시할지 정하세요.",
    "Facts of this incident changed in the meantime. Look at them, then decide.",
  ],
  post_anyway: ["그래도 게시", "Post mine as well"],
});
