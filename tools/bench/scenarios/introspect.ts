import type { Bench } from '../bench.ts';
import type { Scenario } from '../scenario.ts';
import { measureHttp } from './http-window.ts';
import { measurementOf } from './measurement.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const PATH = '/o/introspect/';

/** A client asking the OAuth provider about a token of its own, through the tunnel to auth-service. */
export const introspect: Scenario = {
  name: 'introspect',
  title: 'POST /o/introspect/',
  unit: 'request',
  services: ['auth-service'],
  async measure(bench) {
    const client = await bench.fixture.owner.createClient();
    const { access_token: token } = await formAnswer(bench, '/o/token/', {
      ...client,
      grant_type: 'client_credentials',
    });
    const form = { ...client, token: token ?? '' };
    const expectedBody = JSON.stringify(await formAnswer(bench, PATH, form));
    if (!expectedBody.includes('"active":true')) throw new Error(`POST ${PATH} does not know its own token.`);
    const bodyTemplate = new URLSearchParams(form).toString();
    return measurementOf(
      await measureHttp(bench, { method: 'POST', path: PATH, headers: FORM, bodyTemplate, expectedBody }),
    );
  },
};

async function formAnswer(
  { url }: Bench,
  path: string,
  form: Record<string, string>,
): Promise<Record<string, string | undefined>> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(form) });
  if (response.status !== 200) throw new Error(`POST ${path} was answered with ${response.status}.`);
  return (await response.json()) as Record<string, string | undefined>;
}
