import { run } from './web.mjs';

export default {
  async fetch(request) {
    try {
      return Response.json(await run(new URL(request.url).searchParams.get('baseURL')));
    } catch (error) {
      return Response.json({ failed: String(error?.stack ?? error), cause: String(error?.cause) });
    }
  },
};
