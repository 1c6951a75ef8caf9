const SIGNED =
  /([?&](?:x-amz-signature|x-amz-credential|x-amz-security-token|signature|sig|token|key|expires)=)[^&\s"']+/gi;
const BEARER = /(bearer\s+)[^\s"',]+/gi;
const KEY_HEADER = /(x-api-key["']?\s*[:=]\s*["']?)[^\s"',]+/gi;
const USER_INFO = /(https?:\/\/)[^/\s@]+@/gi;

/** Text with keys, bearer tokens, URL passwords and URL signatures replaced by `***`, safe to print and to paste into a report. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, '***');
  return clean
    .replace(BEARER, '$1***')
    .replace(KEY_HEADER, '$1***')
    .replace(USER_INFO, '$1***@')
    .replace(SIGNED, '$1***');
}
