import { Preview } from "#components/admin/preview/preview.tsx";
import { themeMark } from "#lib/domain/page/theme-style.ts";
import { readScopedPage } from "#lib/usecases/pages/read.ts";
import { adminSession } from "#lib/web/session.ts";

/** What is being written, as the public page will show it; told by the composer around it. */
export default async function PreviewPage() {
  const session = await adminSession();
  const { languages, timeZone, theme } = await readScopedPage(session.scope("page:read"));
  return (
    <>
      {Object.keys(theme).length > 0 && (
        <link rel="stylesheet" href={`/theme.css?${themeMark(theme)}`} precedence="default" />
      )}
      <Preview first={languages[0] ?? "ko"} timeZone={timeZone} />
    </>
  );
}
