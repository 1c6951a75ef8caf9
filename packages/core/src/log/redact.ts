const SECRET_HEADERS = /^(authorization|proxy-authorization|x-api-key|cookie|set-cookie)$/i;
const HARMLESS = /^(limit|offset|reference_id)$/;

/** A text with the keys taken out, and of every URL the user and the values of its query, where signatures are. */
export function redact(text: string, secrets: string[]): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, '***');
  return clean.replace(/\bhttps?:\/\/[^\s"'<>]+/g, (url) =>
    url
      .replace(/^(https?:\/\/)[^/?#]*@/, '$1***@')
      .replace(/([?&])([^=&#]+)=([^&#]*)/g, (pair, mark: string, name: string) =>
        HARMLESS.test(name) ? pair : `${mark}${name}=***`,
      ),
  );
}

/** Headers as one line, without what must not be seen. */
export function headerLine(headers: Headers): string {
  return [...headers].map(([name, value]) => `${name}: ${SECRET_HEADERS.test(name) ? '***' : value}`).join('; ');
}
