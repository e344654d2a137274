import { NotFound } from "#components/public/frame/not-found.tsx";
import { currentSnapshot } from "#lib/usecases/snapshot/current.ts";
import { renderedLanguage } from "#lib/web/public-page.ts";

export default function NotFoundPage() {
  const snapshot = currentSnapshot();
  return snapshot && <NotFound snapshot={snapshot} language={renderedLanguage()} />;
}
