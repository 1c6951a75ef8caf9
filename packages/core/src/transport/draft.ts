/** A request as openapi-fetch describes it, without the cost of a `Request`, which only middleware needs. */
export class Draft {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;

  constructor(url: string, init: { method: string; headers: Headers }) {
    this.url = url;
    this.method = init.method;
    this.headers = init.headers;
  }
}
