import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import type { Content } from "./content.ts";
import { sealedOf } from "./envelope.ts";
import { pageContent } from "./page-content.ts";
import {
  codeContent,
  digestContent,
  manageContent,
  type Noticing,
  proofContent,
  quarantinedContent,
  testContent,
} from "./subscriber-content.ts";
import { invitationContent, resetContent, wantingContent } from "./team-content.ts";

type Kind = Exclude<DeliveryJob["kind"], "event">;

const CONTENTS: Record<Kind, (noticing: Noticing) => Content | null | Promise<Content | null>> = {
  confirm: proofContent,
  challenge: proofContent,
  code: (noticing) => codeContent(noticing, sealedOf(noticing.job, noticing.sender.secretKey)?.code),
  manage: manageContent,
  test: testContent,
  quarantined: quarantinedContent,
  digest: digestContent,
  invitation: (noticing) =>
    invitationContent(noticing, sealedOf(noticing.job, noticing.sender.secretKey)?.token),
  reset: (noticing) => resetContent(noticing, sealedOf(noticing.job, noticing.sender.secretKey)?.token),
  page: pageContent,
  stale: wantingContent,
  attention: wantingContent,
};

/** What a notice says to its one recipient; null when there is nothing to be said any more. */
export const contentOfNotice = async (kind: Kind, noticing: Noticing): Promise<Content | null> =>
  await CONTENTS[kind](noticing);
