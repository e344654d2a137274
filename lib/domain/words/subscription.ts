import { defineWords } from "./define.ts";

/** Words of the personal pages: confirming, managing and ending a subscription. */
export const subscriptionWord = defineWords({
  // After the form.
  sent_title: ["메일을 확인해 주세요", "Check your mail"],
  sent_mail: [
    "{destination} 주소로 확인 메일을 보냈습니다. 메일의 링크를 열고 확인을 누르면 구독이 시작됩니다.",
    "We wrote to {destination}. Open the link in that message and confirm; the subscription begins then.",
  ],
  sent_mail_why: [
    "이미 구독 중인 주소라면 메일이 오지 않습니다. 같은 주소로는 10분에 한 번만 보냅니다. 보이지 않으면 스팸함도 살펴봐 주세요.",
    "An address that is subscribed already gets no message, and no address gets more than one in 10 minutes. Have a look at the spam folder, too.",
  ],
  sent_mail_why_event: [
    "이 소식을 이미 받는 주소라면 메일이 오지 않습니다. 다른 소식만 받는 주소라면 이 소식을 추가할 수 있는 관리 링크를 보냅니다. 같은 주소로는 10분에 한 번만 보냅니다. 보이지 않으면 스팸함도 살펴봐 주세요.",
    "An address that is told of this already gets no message; one that is told of other things gets the link to its own page, to follow this there. No address gets more than one in 10 minutes. Have a look at the spam folder, too.",
  ],
  sent_post_title: ["채널을 확인해 주세요", "Look at your channel"],
  sent_post: [
    "채널에 확인 링크를 올렸습니다. 그 링크를 열고 확인을 누르면 구독이 시작됩니다.",
    "We posted a link to your channel. Open it and confirm; the subscription begins then.",
  ],
  sent_hook_title: ["받은 요청을 확인해 주세요", "Look at the request we sent"],
  sent_hook: [
    "확인 링크가 담긴 요청을 보냈습니다. 그 링크를 열고 확인을 누르면 구독이 시작되고, 서명 비밀 키를 그때 한 번 보여 드립니다.",
    "We sent a request that holds a link. Open it and confirm; the subscription begins then, and the signing secret is shown there once.",
  ],
  sent_post_why: [
    "링크는 7일 동안 쓸 수 있습니다. 이미 구독 중이면 다시 보내지 않습니다.",
    "The link works for 7 days. What is subscribed already is not written to again.",
  ],
  sent_post_why_event: [
    "링크는 7일 동안 쓸 수 있습니다. 이미 구독 중이면 다시 보내지 않으니, 구독 관리 화면에서 이 소식을 추가해 주세요.",
    "The link works for 7 days. What is subscribed already is not written to again: follow this on its manage page.",
  ],
  another: ["다른 곳으로도 받기", "Add another way to be told"],
  back: ["현재 상태 보기", "Show current status"],

  // The code of a phone.
  code_title: ["확인 번호 입력", "Enter the code"],
  code_lead: [
    "{destination} 번호로 6자리 확인 번호를 보냈습니다. 15분 안에 입력해 주세요.",
    "We texted a 6-digit code to {destination}. It works for 15 minutes.",
  ],
  code_known: [
    "이미 구독 중인 번호라면 문자가 오지 않습니다.",
    "A number that is subscribed already gets no message.",
  ],
  code_known_event: [
    "이 소식을 이미 받는 번호라면 문자가 오지 않습니다. 다른 소식만 받는 번호라면 확인 번호를 입력한 뒤 관리 화면에서 추가할 수 있습니다.",
    "A number that is told of this already gets no message; with one that is told of other things, the code leads to its own page, to follow this there.",
  ],
  code: ["확인 번호", "Code"],
  code_verify: ["확인", "Confirm"],
  code_resend: ["번호 다시 받기", "Send a new code"],
  code_resend_hint: ["잠시 기다린 뒤 다시 받을 수 있습니다.", "Only after a pause."],
  code_resent: ["새 번호를 보냈습니다.", "A new code is on its way."],
  other_number: ["다른 번호로 구독하기", "Use another number"],
  subscribed_title: ["구독이 시작되었습니다", "You are subscribed"],
  subscribed: ["{destination}(으)로 소식을 보내 드립니다.", "Updates go to {destination} from now on."],

  // Confirming.
  confirm_title: ["구독을 시작할까요?", "Start the subscription?"],
  confirm_lead: [
    "확인을 누르면 {destination}(으)로 소식을 보내 드립니다. 신청한 적이 없다면 이 화면을 닫으세요. 아무것도 보내지 않고, 신청 내용은 7일 뒤 지워집니다.",
    "Once you confirm, updates go to {destination}. If you did not ask for this, close the page: nothing is sent, and the request is erased after 7 days.",
  ],
  confirm_added: [
    "다른 구독의 설정 화면에서 추가한 주소입니다. 확인하면 그 화면에 함께 놓이고, 그 화면을 여는 사람이 이 주소를 보고 받을 소식을 바꾸거나 구독을 끝낼 수 있습니다. 내 화면이 아니라면 확인하지 마세요.",
    "This address was added on the settings page of another subscription. Once you confirm, it becomes part of that page: whoever opens that page sees this address, may change what it hears of, and may end it. If that page is not yours, do not confirm.",
  ],
  confirm_own: ["직접 구독하기", "Subscribe by yourself instead"],
  confirm: ["구독 확인", "Confirm subscription"],
  confirmed_already: [
    "{destination}의 구독은 이미 시작되었습니다.",
    "The subscription of {destination} has begun already.",
  ],
  manage_link: ["구독 관리 링크", "Your manage link"],
  manage_link_mail: [
    "설정을 바꾸려면 언제든 이 링크를 쓰거나 메일로 다시 받으세요.",
    "Change your settings here at any time, or have the link sent to you again.",
  ],
  manage_link_once: [
    "이 링크는 지금 한 번만 보여 드립니다. 설정을 바꾸거나 해지할 때 필요하니 안전한 곳에 보관하세요.",
    "This link is shown only now. Keep it in a safe place: it is how you change or end this subscription.",
  ],
  secret_title: ["서명 비밀 키", "Signing secret"],
  secret_once: [
    "이 키는 지금 한 번만 보여 드립니다. 받는 쪽에 저장해 두고 요청의 서명을 확인하는 데 쓰세요.",
    "This secret is shown only now. Store it where you receive the requests, and check their signatures with it.",
  ],
  secret_old: [
    "이전 키로도 24시간 동안 서명하므로 그 안에 바꾸면 끊기지 않습니다.",
    "Requests are also signed with the former secret for 24 hours, so nothing is lost while you change over.",
  ],
  copy: ["복사", "Copy"],
  copied: ["복사했습니다", "Copied"],
  verify_title: ["서명 확인 방법", "How to check signatures"],
  verify_text: [
    "모든 요청에는 Standard Webhooks 규격의 머리글이 붙습니다. 서명은 webhook-id, webhook-timestamp, 받은 본문 그대로를 점(.)으로 이은 글의 HMAC-SHA256입니다. 시각이 5분 넘게 차이 나면 버리고, webhook-id가 같은 요청은 한 번만 처리하세요.",
    "Every request carries the headers of Standard Webhooks. The signature is the HMAC-SHA256 of webhook-id, webhook-timestamp and the body exactly as received, joined by dots. Drop what is more than 5 minutes off, and treat requests with the same webhook-id as one.",
  ],
  verify_library: ["라이브러리로 확인하는 예 (Node.js)", "With a library (Node.js)"],

  // Asking for the link.
  ask_title: ["구독 관리", "Manage your subscription"],
  ask_lead: [
    "구독 중인 곳을 적어 주세요. 메일로는 관리 링크를, 문자로는 확인 번호를 보내 드립니다.",
    "Tell us where you are subscribed. We mail you a link, or text you a code.",
  ],
  ask: ["링크 받기", "Send me the link"],
  ask_others: [
    "Slack, Teams, 웹훅만 구독했다면 구독을 시작할 때 보여 드린 링크를 쓰세요.",
    "With Slack, Teams or a webhook alone, use the link that was shown when the subscription began.",
  ],
  asked_title: ["메일을 확인해 주세요", "Check your mail"],
  asked: [
    "{email} 주소가 구독 중이면 관리 링크를 보냈습니다. 링크는 24시간 동안 쓸 수 있습니다.",
    "If {email} is subscribed, the link is on its way. It works for 24 hours.",
  ],
  asked_why: [
    "같은 주소로는 10분에 한 번만 보냅니다. 보이지 않으면 스팸함도 살펴봐 주세요.",
    "No address gets more than one in 10 minutes. Have a look at the spam folder, too.",
  ],

  // Ending.
  unsubscribe_title: ["구독을 해지할까요?", "Unsubscribe?"],
  unsubscribe_lead: [
    "{destination}(으)로 더는 소식을 보내지 않습니다.",
    "Nothing more is sent to {destination}.",
  ],
  unsubscribe: ["구독 해지", "Unsubscribe"],
  unsubscribed_title: ["구독이 해지되었습니다", "You are unsubscribed"],
  unsubscribed: [
    "{destination}(으)로 더는 소식을 보내지 않습니다. 저장된 내용은 {days}일 뒤 지워집니다.",
    "Nothing more is sent to {destination}. What was stored is erased in {days} days.",
  ],
  unsubscribed_all: [
    "어디로도 소식을 보내지 않습니다. 저장된 내용은 {days}일 뒤 지워집니다.",
    "Nothing more is sent anywhere. What was stored is erased in {days} days.",
  ],
  resubscribe_lead: ["실수였다면 다시 구독할 수 있습니다.", "If this was a mistake, subscribe again."],
  resubscribe: ["다시 구독", "Subscribe again"],
  erased_title: ["모두 지웠습니다", "Everything is erased"],
  erased: [
    "받을 곳과 설정을 바로 지웠습니다. 다시 보내지 않기 위한 해시만 남습니다.",
    "Where to reach you and what you chose is gone. Only a keyed hash stays, so that you are not written to again.",
  ],

  // When there is nothing to show.
  dead_link_title: ["쓸 수 없는 링크입니다", "This link does not work"],
  dead_link: [
    "링크가 잘렸거나 기한이 지났거나 이미 새 링크로 바뀌었습니다. 관리 링크는 메일로 다시 받을 수 있고, 확인 링크는 다시 신청하면 새로 보내 드립니다.",
    "It was cut off, has expired, or a newer one took its place. Have a manage link sent again by mail, or subscribe again for a new link to confirm.",
  ],
  dead_away_title: ["잠시 쓸 수 없습니다", "Not possible right now"],
  dead_away: [
    "구독 정보를 지금은 읽거나 저장할 수 없습니다. 잠시 후 다시 시도해 주세요. 현재 상태와 피드는 그대로 볼 수 있습니다.",
    "Subscriptions can neither be read nor stored at the moment. Please try again shortly. The status and its feeds are still there.",
  ],
  dead_busy_title: ["요청이 너무 많습니다", "Too many requests"],
  dead_busy: ["잠시 기다린 뒤 다시 시도해 주세요.", "Please wait a little, then try again."],
  dead_origin_title: ["이 주소에서는 할 수 없습니다", "Not from that address"],
  dead_origin: [
    "다른 사이트에서 보낸 요청은 받지 않습니다. 이 페이지를 직접 열고 다시 시도해 주세요.",
    "Requests that were sent from another site are not taken. Open this page itself and try again.",
  ],
  dead_broken_title: ["처리하지 못했습니다", "Something went wrong"],
  dead_broken: ["잠시 후 다시 시도해 주세요.", "Please try again shortly."],
});
