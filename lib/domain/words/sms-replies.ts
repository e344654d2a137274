import { defineWords } from "./define.ts";

/** What we answer to somebody who answers an SMS. One segment each. */
export const smsReplyWord = defineWords({
  stop: [
    "수신을 거부했습니다. 다시 받으려면 '수신동의'라고 보내 주세요.",
    "You will get no more messages. Reply START to get them again.",
  ],
  start: [
    "수신 거부를 풀었습니다. 그만 받으려면 '수신거부'라고 보내 주세요.",
    "You can get messages again. Reply STOP to end them.",
  ],
  help: [
    "상태 알림입니다. 설정: {url} 그만 받기: 수신거부",
    "Status messages. Settings: {url} To end them: STOP",
  ],
});
