import type Chamelaion from 'chamelaion';

/** The API client that commands use. */
export type ApiClient = Chamelaion;

/** What a client is made from. */
export interface ClientOptions {
  baseURL: string;
  apiKey?: string;
  bearerToken?: string;
}

/** Makes the real client. Environment variables are read by the settings, not here a second time. */
export async function createApiClient(options: ClientOptions): Promise<ApiClient> {
  const { default: Client } = await import('chamelaion');
  return new Client({
    baseURL: options.baseURL,
    apiKey: options.apiKey ?? null,
    bearerToken: options.bearerToken ?? null,
  });
}
