import type { Reader } from "#components/ui/reader.ts";
import { managePath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { Offers, Screen } from "#lib/domain/subscribers/screen.ts";
import { CodePage, SubscribedPage } from "../subscribe/code-page.tsx";
import { SentPage } from "../subscribe/sent-page.tsx";
import { SubscribePage } from "../subscribe/subscribe-page.tsx";
import { AskedPage, AskPage } from "./ask-page.tsx";
import { ConfirmedPage, ConfirmPage } from "./confirm-page.tsx";
import { DeadEndPage } from "./dead-end.tsx";
import { ManageCodePage, NewSecretPage } from "./manage-code-page.tsx";
import { ManagePage } from "./manage-page.tsx";
import { ErasedPage, UnsubscribedPage, UnsubscribePage } from "./unsubscribe-page.tsx";

type Props = { screen: Screen; snapshot: Snapshot; reader: Reader; offers: Offers; publicUrl: string };

/** What a person is shown of themselves: each kind of screen as its page. */
export function PersonalPage({ screen, publicUrl, ...world }: Props) {
  const { language } = world.reader;
  switch (screen.kind) {
    case "subscribe":
      return <SubscribePage {...screen} {...world} />;
    case "sent":
      return <SentPage {...screen} language={language} />;
    case "code":
      return <CodePage {...screen} language={language} />;
    case "subscribed":
      return (
        <SubscribedPage
          destination={screen.destination}
          managePath={managePath(language, screen.manageToken)}
          language={language}
        />
      );
    case "confirm":
      return <ConfirmPage screen={screen} language={language} />;
    case "confirmed":
      return <ConfirmedPage screen={screen} language={language} publicUrl={publicUrl} />;
    case "ask":
      return <AskPage {...screen} offers={world.offers} language={language} />;
    case "asked":
      return <AskedPage {...screen} language={language} />;
    case "manage":
      return <ManagePage screen={screen} {...world} />;
    case "manage-code":
      return <ManageCodePage {...screen} language={language} />;
    case "secret":
      return <NewSecretPage {...screen} language={language} />;
    case "unsubscribe":
      return <UnsubscribePage {...screen} language={language} />;
    case "unsubscribed":
      return <UnsubscribedPage shown={screen} language={language} />;
    case "unsubscribed-all":
      return <UnsubscribedPage shown={null} language={language} />;
    case "erased":
      return <ErasedPage language={language} />;
    case "dead-end":
      return <DeadEndPage why={screen.why} language={language} />;
  }
}
