import { localTime } from "#lib/domain/input/local-time.ts";
import { exportSubscribers } from "#lib/usecases/subscribers/desk/export.ts";
import { adminSession } from "#lib/web/session.ts";

/** Everybody who subscribed, as a file: streamed, and recorded before its first line. */
export async function GET() {
  const session = await adminSession();
  const pieces = exportSubscribers(session.scope("subscribers:write"));
  const text = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(text.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  const name = `subscribers-${localTime(Date.now(), session.page.timeZone).slice(0, 10)}.csv`;
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
  };
  return new Response(body, { headers });
}
