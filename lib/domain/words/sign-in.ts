import { defineWords } from "./define.ts";

/** Words of the pages before anybody is known: sign-in, and the links that work once. */
export const signInWord = defineWords({
  title: ["로그인", "Sign in"],
  email: ["메일 주소", "Mail address"],
  password: ["비밀번호", "Password"],
  new_password: ["새 비밀번호", "New password"],
  password_hint: ["{min}자 이상", "At least {min} characters"],
  name: ["이름", "Name"],
  name_hint: ["팀 동료에게 보이는 이름입니다", "How your team sees you"],
  sign_in: ["로그인", "Sign in"],
  with_passkey: ["패스키로 로그인", "Sign in with a passkey"],
  with_sso: ["{name}(으)로 로그인", "Sign in with {name}"],
  or: ["또는", "or"],
  forgotten: ["비밀번호를 잊으셨나요?", "Forgotten your password?"],
  forgotten_how: [
    "소유 권한이 있는 동료에게 재설정 링크를 요청하세요. 소유자가 로그인할 수 없다면 서버에서 다음 명령을 실행하세요.",
    "Ask a colleague who is an owner for a reset link. An owner who is locked out runs this on the server:",
  ],
  forgotten_by_mail: [
    "메일 주소를 입력하면 비밀번호를 새로 정하는 링크를 보내 드립니다.",
    "Enter your mail address, and a link that sets a new password is sent to it.",
  ],
  forgotten_send: ["링크 받기", "Send the link"],
  forgotten_sent: [
    "이 주소의 계정이 있다면 링크를 보냈습니다. 메일을 확인해 주세요. 10분에 한 번만 보냅니다.",
    "If there is an account with this address, the link is on its way. At most one is sent in 10 minutes.",
  ],
  forgotten_failed: [
    "요청을 보내지 못했습니다. 잠시 후 다시 시도하세요.",
    "The request failed. Please try again shortly.",
  ],
  code_title: ["인증 코드 입력", "Enter a code"],
  code: ["인증 앱의 6자리 코드", "6-digit code of your authenticator app"],
  backup_code: ["백업 코드", "Backup code"],
  use_backup: ["백업 코드 사용", "Use a backup code"],
  use_app: ["인증 앱 코드 사용", "Use a code of the app"],
  verify: ["확인", "Verify"],
  start_over: ["처음부터 다시", "Start over"],
  wrong_password: ["메일 주소나 비밀번호가 맞지 않습니다.", "The mail address or the password is not right."],
  wrong_code: [
    "코드가 맞지 않습니다. 새 코드로 다시 입력하세요.",
    "The code is not right. Try the next one.",
  ],
  code_expired: [
    "시간이 지났거나 너무 여러 번 시도했습니다. 처음부터 다시 로그인하세요.",
    "This took too long, or too many codes were wrong. Sign in again from the start.",
  ],
  code_locked: [
    "코드를 너무 여러 번 틀렸습니다. 15분 뒤에 다시 시도하세요.",
    "Too many wrong codes. Try again in 15 minutes.",
  ],
  too_many: [
    "시도가 너무 많았습니다. {minutes}분 뒤에 다시 시도하세요.",
    "Too many tries. Try again in {minutes} minutes.",
  ],
  passkey_failed: [
    "패스키로 로그인하지 못했습니다. 다른 방법으로 로그인하세요.",
    "The passkey did not work. Sign in another way.",
  ],
  sso_failed: [
    "{name} 로그인이 완료되지 않았습니다. 초대받은 메일 주소인지 확인하고 다시 시도하세요.",
    "Signing in with {name} did not work. Check that this address was invited, then try again.",
  ],
  other_origin: ["이 주소에서는 로그인할 수 없습니다", "You cannot sign in at this address"],
  other_origin_why: ["다음 주소를 여세요.", "Open this address instead:"],
  needs_script: ["로그인하려면 자바스크립트가 필요합니다.", "Signing in needs JavaScript."],
  password_changed: [
    "비밀번호를 바꿨습니다. 새 비밀번호로 로그인하세요.",
    "Your password was changed. Sign in with the new one.",
  ],
  membership_added: [
    "팀에 추가되었습니다. 쓰던 비밀번호로 로그인하세요.",
    "You were added to the team. Sign in with the password you have.",
  ],
  setup_title: ["첫 소유자 만들기", "Make yourself the first owner"],
  setup_lead: [
    "이 상태 페이지를 관리할 첫 계정을 만듭니다.",
    "This makes the first account that runs this status page.",
  ],
  setup_act: ["계정 만들고 시작", "Make account and start"],
  invite_title: ["팀에 참여", "Join the team"],
  invite_lead: ["{email} 주소로 {role} 권한에 초대받았습니다.", "{email} is invited with the role “{role}”."],
  invite_act: ["참여", "Join"],
  reset_title: ["새 비밀번호 설정", "Set a new password"],
  reset_lead: [
    "{email} 계정의 비밀번호를 바꿉니다. 모든 기기에서 로그아웃됩니다.",
    "Sets the password of {email} and signs it out everywhere.",
  ],
  reset_act: ["비밀번호 설정", "Set password"],
  dead_title: ["쓸 수 없는 링크입니다", "This link does not work any more"],
  dead_used: ["이미 사용한 링크입니다.", "It was used already."],
  dead_expired: ["기한이 지난 링크입니다.", "It has expired."],
  dead_revoked: ["취소되었거나 새 링크로 바뀌었습니다.", "It was withdrawn, or replaced by a newer one."],
  dead_unknown: [
    "주소가 잘못되었습니다. 전체가 복사되었는지 확인하세요.",
    "The address is not right. Check that all of it was copied.",
  ],
  new_setup: [
    "새 링크를 받으려면 서버를 다시 시작하세요. 소유자가 없으면 시작할 때 링크가 출력됩니다.",
    "Start the server again for a new one: while there is no owner, every start prints a link.",
  ],
  new_invite: [
    "초대한 사람에게 새 초대를 요청하세요. 이미 참여했다면 로그인하세요.",
    "Ask whoever invited you for a new invitation. If you have joined already, sign in.",
  ],
  new_reset: [
    "소유 권한이 있는 동료에게 새 재설정 링크를 요청하세요.",
    "Ask a colleague who is an owner for a new reset link.",
  ],
  to_sign_in: ["로그인 화면으로", "To the sign-in page"],
  fault_email: [
    "name@example.com 형식의 메일 주소를 입력하세요",
    "Enter a mail address such as name@example.com",
  ],
  fault_name: ["이름을 입력하세요 (100자까지)", "Enter a name of at most 100 characters"],
  fault_password: ["비밀번호는 {min}자 이상 {max}자 이하입니다", "A password has {min} to {max} characters"],
});
