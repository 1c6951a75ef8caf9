const origin = 'https://outputs.chamelaion.example';

/** Where the output of a completed job is, unless its script says otherwise. */
export function outputUrl(id: string): string {
  return `${origin}/${id}.mp4`;
}

/** Matches every output URL. */
export const outputsPattern = `${origin}/*`;

/** Answers a download, also one that resumes with `Range: bytes=N-`. */
export function answerOutput(request: Request, bytes: Uint8Array<ArrayBuffer>): Response {
  const headers = { 'content-type': 'video/mp4', 'accept-ranges': 'bytes' };
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.get('range') ?? '')?.[1] ?? 0);
  const rest = bytes.subarray(start);
  const length = { 'content-length': String(rest.length) };
  if (start === 0) return new Response(rest, { headers: { ...headers, ...length } });
  if (start >= bytes.length) {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes.length}` } });
  }
  const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  return new Response(rest, { status: 206, headers: { ...headers, ...length, 'content-range': range } });
}
