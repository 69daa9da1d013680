import { parseArgs } from 'node:util';
import { HomeGraphServer } from '@atrium/testing';
import { say } from '../../terminal.ts';
import { type StandaloneCommand, UsageError } from '../command.ts';
import { ask, askHidden, canAsk } from '../prompt.ts';
import { CheckList } from './check-list.ts';
import { checkQuery, checkSync } from './device-checks.ts';
import { checkEnvelope } from './envelope-checks.ts';
import { checkExecute, type ExecuteOptions } from './execute-checks.ts';
import { Fulfillment } from './fulfillment.ts';
import { GoogleSide, type LinkSettings } from './google-side.ts';
import { checkLinking } from './linking-checks.ts';
import { checkReports, learn } from './report-checks.ts';
import { checkUnlinking } from './unlink-checks.ts';

const OPTIONS = {
  'client-id': { type: 'string' },
  'client-secret': { type: 'string' },
  'redirect-uri': { type: 'string' },
  scope: { type: 'string', default: 'smarthome' },
  user: { type: 'string' },
  password: { type: 'string' },
  pin: { type: 'string' },
  skip: { type: 'string', default: '' },
  all: { type: 'boolean', default: false },
  'homegraph-port': { type: 'string' },
} as const;

/** Plays Google towards a suite, and says what Google would find wrong. */
export const googleHomeCheck: StandaloneCommand = {
  isStandalone: true,
  usage: 'google-home-check URL --client-id ID --client-secret SECRET --redirect-uri URI [options]',
  summary: 'Check account linking and devices as Google will, before certification',
  details: [
    'URL               where the suite is reached; the client is the application registered for Google',
    '--scope           scopes as in the Google Home Developer Console (default: smarthome)',
    '--user, --password  whose account is linked; asked for when missing. It is unlinked again at the end.',
    '--skip A,B        ids of devices, traits (LockUnlock) or commands (SetModes) to leave alone',
    '--all             also commands that unlock, open, disarm, restart or use something up',
    '--pin PIN         answers challenges of devices with a PIN',
    '--homegraph-port N  be HomeGraph on this port, for a suite with HOMEGRAPH_URL=http://127.0.0.1:N/v1 and',
    '                  HOMEGRAPH_TOKEN_URL=http://127.0.0.1:N/token, and check state reports',
    'Exit code 1: something failed.',
  ],
  async run(args) {
    const { settings, options, homeGraphPort } = await readArguments(args);
    const homeGraph =
      homeGraphPort === undefined
        ? undefined
        : await HomeGraphServer.start({ port: homeGraphPort, trustsAnyKey: true });
    const list = new CheckList(say);
    try {
      await checkAll(list, new GoogleSide(settings), options, homeGraph);
    } finally {
      await homeGraph?.stop();
    }
    say(`\n${list.count('pass')} passed, ${list.count('fail')} failed, ${list.count('skip')} skipped.`);
    return list.count('fail') === 0 ? 0 : 1;
  },
};

async function checkAll(
  list: CheckList,
  google: GoogleSide,
  options: ExecuteOptions,
  homeGraph: HomeGraphServer | undefined,
): Promise<void> {
  const link = await checkLinking(list, google);
  if (!link) return;
  await checkEnvelope(list, google, link.accessToken);
  const fulfillment = new Fulfillment(google, link.accessToken);
  const account = await checkSync(list, fulfillment);
  if (account) {
    if (homeGraph) learn(homeGraph, account);
    const states = await checkQuery(list, fulfillment, account.devices);
    await checkExecute(list, fulfillment, account.devices, states, options);
    if (homeGraph) await checkReports(list, homeGraph, fulfillment, account);
  }
  await checkUnlinking(list, google, link);
}

async function readArguments(
  args: readonly string[],
): Promise<{ settings: LinkSettings; options: ExecuteOptions; homeGraphPort: number | undefined }> {
  const { url, values } = parse(args);
  const required = (name: 'client-id' | 'client-secret' | 'redirect-uri'): string => {
    const value = values[name];
    if (value === undefined) throw new UsageError(`Give --${name}.`);
    return value;
  };
  const settings = {
    url,
    clientId: required('client-id'),
    clientSecret: required('client-secret'),
    redirectUri: required('redirect-uri'),
    scope: values.scope,
    user: values.user ?? (await answer('Username', 'user', ask)),
    password: values.password ?? (await answer('Password', 'password', askHidden)),
  };
  const skip = new Set(values.skip.split(',').filter((name) => name !== ''));
  const port = values['homegraph-port'];
  return {
    settings,
    options: { skip, isEverything: values.all, pin: values.pin },
    homeGraphPort: port === undefined ? undefined : portOf(port),
  };
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
    const [given = '', ...others] = positionals;
    const url = URL.parse(given);
    if (!url || !/^https?:$/.test(url.protocol) || others.length > 0) throw new Error('Name one URL.');
    return { url: url.href.replace(/\/+$/, ''), values };
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UsageError(`${text} is no port.`);
  return port;
}

async function answer(
  question: string,
  option: string,
  askFor: (question: string) => Promise<string>,
): Promise<string> {
  if (!canAsk()) throw new UsageError(`Nobody is there to ask: give --${option}.`);
  return askFor(question);
}
