import { showMail } from "#lib/web/admin/mail-preview.ts";

export const POST = showMail;
