import { type MockService, startMockService } from '@chamelaion/mock-service';
import type { CreateHandlersOptions } from '@chamelaion/msw';
import { onTestFinished } from 'vitest';

/** The mocked API over HTTP, with what points a program at it. */
export interface Service extends MockService {
  env: NodeJS.ProcessEnv;
}

/** Starts a service that ends with the test. */
export async function startService(options: CreateHandlersOptions = {}): Promise<Service> {
  const service = await startMockService(options);
  onTestFinished(() => service.close());
  const env = { ...process.env, CHAMELAION_BASE_URL: service.baseURL, CHAMELAION_API_KEY: 'key-of-the-test' };
  return { ...service, env };
}
