/** A body as the caller sees it: JSON where it is JSON, its text otherwise, `undefined` where there is none. */
export function textOrJson(text: string | undefined): unknown {
  try {
    return text && JSON.parse(text);
  } catch {
    return text;
  }
}
