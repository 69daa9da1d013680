import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  APP_NAMES,
  DATABASE_NAMES,
  type DatabaseOwner,
  type MailTarget,
  type ServerUrls,
  Suite,
  type SuiteServers,
  describeExit,
  prepareDatabase,
} from '@atrium/local-suite';
import { WORKSPACE, build, cancelBuild } from '../nx.ts';
import { ADDRESS_FILE, type SuiteAddress } from '../atrium/suite-address.ts';
import { step } from '../progress.ts';
import { onStopRequest } from '../stop-request.ts';
import { complain, say } from '../terminal.ts';
import { AppLogs } from './app-logs.ts';
import { lockInstance } from './instance-lock.ts';
import { checkPortIsFree } from './port-owner.ts';
import { Restarter } from './restarter.ts';
import { type LocalSecrets, readOrCreateSecrets } from './secrets.ts';
import { Servers } from './servers.ts';
import { type Settings, readSettings } from './settings.ts';
import { summary } from './summary.ts';

const dataDirectory = join(WORKSPACE, '.data');
const mailDirectory = join(dataDirectory, 'mail');
const logDirectory = join(dataDirectory, 'logs');

const logs = new AppLogs(logDirectory);
const servers = new Servers(dataDirectory, (server, line) => logs.keep(server.toLowerCase(), line));
const restarter = new Restarter();
let suite: Suite | undefined;
const stopping = new AbortController();

onStopRequest(async () => {
  say('\nStopping …');
  await stop();
  say('Stopped.');
  process.exit(0);
});

try {
  await start();
  await servers.failure();
} catch (error) {
  // While stopping, what was still starting fails; the stop ends the process.
  if (!stopping.signal.aborted) {
    complain(`\n${(error as Error).message}`);
    await stop();
    process.exit(1);
  }
}

async function start(): Promise<void> {
  const settings = readSettings(WORKSPACE);
  for (const directory of [mailDirectory, logDirectory]) mkdirSync(directory, { recursive: true });
  lockInstance(dataDirectory);
  await checkPortIsFree(settings.PORT, settings.HOST);
  const secrets = await readOrCreateSecrets(join(dataDirectory, 'secrets.json'));
  const [, suiteServers] = await Promise.all([
    step('Building the apps', build),
    step('Preparing PostgreSQL, NATS and Redis', async () => {
      const urls = await servers.prepare(settings, secrets.postgresPassword, say);
      return databasesOn(urls, secrets);
    }),
  ]);
  tellAddress({ natsUrl: suiteServers.natsUrl, internalToken: settings.INTERNAL_TOKEN ?? secrets.internalToken });
  const created = await createSuite(settings, secrets, suiteServers);
  if (stopping.signal.aborted) return;
  suite = created;
  await step(`Starting ${APP_NAMES.length} apps`, () => created.start());
  say(
    summary({
      url: publicUrl(settings),
      dataDirectory: '.data',
      ...(settings.SMTP_URL ? {} : { mailDirectory: '.data/mail' }),
    }),
  );
}

async function databasesOn({ databaseUrl, ...urls }: ServerUrls, secrets: LocalSecrets): Promise<SuiteServers> {
  const databaseUrls: Partial<Record<DatabaseOwner, string>> = {};
  for (const [owner, name] of Object.entries(DATABASE_NAMES) as [DatabaseOwner, string][]) {
    databaseUrls[owner] = await prepareDatabase(databaseUrl, name, secrets.databasePasswords[name] ?? '');
  }
  return { ...urls, databaseUrls: databaseUrls as Record<DatabaseOwner, string> };
}

/** Tells `npm run atrium` how to reach this suite, as long as it runs. */
function tellAddress(address: SuiteAddress): void {
  const file = join(dataDirectory, ADDRESS_FILE);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(address), { mode: 0o600 });
  process.once('exit', () => rmSync(file, { force: true }));
}

async function createSuite(settings: Settings, secrets: LocalSecrets, suiteServers: SuiteServers): Promise<Suite> {
  const mail: MailTarget = settings.SMTP_URL ? { smtpUrl: settings.SMTP_URL } : { mailDirectory };
  return Suite.create({
    servers: suiteServers,
    mail,
    port: settings.PORT,
    publicUrl: publicUrl(settings),
    secrets: {
      internalToken: settings.INTERNAL_TOKEN ?? secrets.internalToken,
      encryptionKeys: settings.ENCRYPTION_KEYS ?? secrets.encryptionKeys,
    },
    // Compiled code is kept, which makes the next start faster.
    env: { NODE_COMPILE_CACHE: join(dataDirectory, 'compile-cache'), ...userEnvironment() },
    onLine: (app, line) => logs.keepAndShow(app.label, line),
    onUnexpectedExit: (app, exit) => {
      if (app.lastOutput)
        complain(
          `${app.label} (${describeExit(exit)}) said last:\n${app.lastOutput.split('\n').slice(-10).join('\n')}`,
        );
      void restarter.restart(app, exit);
    },
  });
}

function publicUrl({ PUBLIC_URL, PORT }: Settings): string {
  return PUBLIC_URL?.replace(/\/$/, '') ?? `http://localhost:${PORT}`;
}

/** What a user has set for the apps, without what npm and Node set for this process. */
function userEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name, value]) => value !== '' && !/^(npm_|NODE_(?!ENV|EXTRA)|INIT_CWD|_$)/i.test(name),
    ),
  );
}

/** Stops the apps first, since they finish their work with the servers. */
async function stop(): Promise<void> {
  stopping.abort();
  restarter.stop();
  await cancelBuild();
  await suite?.stop();
  await servers.stop();
}
