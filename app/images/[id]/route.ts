import { readImage } from "#lib/usecases/images/read.ts";

/** Called by our server alone, which has checked the id and adds every header but the type. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const image = await readImage((await params).id);
  if (!image) return new Response(null, { status: 404, headers: { "content-type": "text/plain" } });
  return new Response(image.bytes, { headers: { "content-type": image.contentType } });
}
