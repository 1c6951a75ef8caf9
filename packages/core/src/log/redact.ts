/** A text with the keys taken out, and of every URL the user and the values of its query, where signatures are. */
export function redact(text: string, secrets: (string | null | undefined)[]): string {
  let clean = text;
  for (const secret of secrets) if (secret) clean = clean.replaceAll(secret, '***');
  return clean.replace(/\bhttps?:\/\/[^\s"'<>]+/g, (url) =>
    url.replace(/\/\/[^/?#]*@/, '//***@').replace(/([?&][^=&#]+=)[^&#]*/g, '$1***'),
  );
}

/** Headers as one line, without what must not be seen. */
export const headerLine = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${/auth|key|cookie|token/.test(name) ? '***' : value}`)
    .join('; ');
