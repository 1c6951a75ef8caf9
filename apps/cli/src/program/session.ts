import { dataDir } from '../config/paths.js';
import { clientOptions, resolveSettings, type Settings } from '../config/settings.js';
import type { ApiClient } from '../context/client.js';
import type { Context } from '../context/context.js';
import type { LocalServer } from '../local/local-server.js';
import type { Output } from '../output/output.js';
import type { GlobalOptions } from './definition.js';

/** One run of one command: the outside world, the output, and the client made when it is first asked for. */
export class Session {
  readonly context: Context;
  readonly output: Output;
  readonly globals: GlobalOptions;
  #settings: Promise<Settings> | undefined;
  #client: Promise<ApiClient> | undefined;
  #local: Promise<LocalServer> | undefined;

  constructor(context: Context, output: Output, globals: GlobalOptions) {
    this.context = context;
    this.output = output;
    this.globals = globals;
  }

  /** Who to talk to, and as whom; with `--local` the local server, which is started when it is not running. */
  settings(): Promise<Settings> {
    this.#settings ??= this.globals.local ? this.#localSettings() : resolveSettings(this.context, this.globals);
    return this.#settings;
  }

  /** The API client. */
  client(): Promise<ApiClient> {
    this.#client ??= this.settings().then((settings) => this.context.createClient(clientOptions(settings)));
    return this.#client;
  }

  /** A client for what needs no key; it sends one where there is one. */
  async keylessClient(): Promise<ApiClient> {
    const settings = await this.settings();
    return settings.key ? this.client() : this.context.createClient({ baseURL: settings.baseUrl.value });
  }

  /** The flags that make another command talk to the same service. */
  get sameServiceFlags(): string[] {
    const { local, dataDir: directory, profile, baseUrl } = this.globals;
    if (local) return ['--local', ...(directory ? ['--data-dir', directory] : [])];
    return [...(profile ? ['--profile', profile] : []), ...(baseUrl ? ['--base-url', baseUrl] : [])];
  }

  /** The service that was settled on, if one was. */
  async knownBaseUrl(): Promise<string | undefined> {
    const settings = await this.#settings?.catch(() => undefined);
    return settings?.baseUrl.value;
  }

  /** Keys that must not be printed. */
  async secrets(): Promise<string[]> {
    const { env } = this.context;
    const known = [this.globals.apiKey, env['CHAMELAION_API_KEY'], env['CHAMELAION_BEARER_TOKEN']];
    const settings = await this.#settings?.catch(() => undefined);
    return [...known, settings?.key?.value, settings?.profile.api_key].filter((key) => key !== undefined);
  }

  /** Lets go of the local server. */
  async close(): Promise<void> {
    const local = await this.#local?.catch(() => undefined);
    await local?.release();
  }

  async #localSettings(): Promise<Settings> {
    const { useLocalServer } = await import('../local/local-server.js');
    this.#local = useLocalServer(this.context, this.output, dataDir(this.context, this.globals.dataDir));
    const { url, token } = await this.#local;
    return {
      profileName: 'local',
      profile: {},
      baseUrl: { value: url, source: 'flag' },
      key: { value: token, source: 'flag', kind: 'apiKey' },
    };
  }
}
