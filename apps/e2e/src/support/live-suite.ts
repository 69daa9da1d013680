import { randomSecrets, Suite, type AppName, type SuiteSecrets } from '@atrium/local-suite';
import { HttpClient, isolatedServers, MailSink, type IsolatedServers } from '@atrium/testing';

import { DocumentedFrames } from './documented-frames.js';
import { LogWatch } from './log-watch.js';
import { Person } from './person.js';
import { RouteLog } from './route-log.js';

export interface LiveSuiteOptions {
  /** How many processes of an app; one of each unless said otherwise. */
  readonly replicas?: Partial<Record<AppName, number>>;
  /** Settings of every app besides those of all stories. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A story makes more requests in a minute, all from one address, than its people would. */
const ENVIRONMENT = { LOG_LEVEL: 'debug', RATE_LIMIT_STANDARD: '1000000', RATE_LIMIT_STRICT: '1000000' };

/** The whole suite as its users meet it: real servers, real processes, real e-mail, all for one story. */
export class LiveSuite {
  private readonly people: Person[] = [];
  private readonly strangers: HttpClient[] = [];

  private constructor(
    readonly servers: IsolatedServers,
    readonly mail: MailSink,
    readonly apps: Suite,
    readonly secrets: SuiteSecrets,
    /** Holds what the apps log against the secrets that this story knows; {@link stop} checks. */
    readonly logs: LogWatch,
    readonly routes: RouteLog,
    private readonly documented: DocumentedFrames,
  ) {}

  static async start({ replicas = {}, env = {} }: LiveSuiteOptions = {}): Promise<LiveSuite> {
    const [servers, mail] = await Promise.all([isolatedServers(), MailSink.start()]);
    const logs = new LogWatch();
    const routes = new RouteLog();
    const secrets = randomSecrets();
    logs.keepSecret('the internal token', secrets.internalToken);
    logs.keepSecret('an encryption key', secrets.encryptionKeys);
    for (const url of Object.values(servers.databaseUrls)) logs.keepSecret('the URL of a database', url);
    const apps = await Suite.start({
      servers,
      secrets,
      mail: { smtpUrl: mail.url },
      replicas,
      env: { ...ENVIRONMENT, ...env },
      onLine: (_app, line) => {
        logs.read(line);
        routes.read(line);
      },
    });
    const { body } = await new HttpClient(apps.url).get<ConstructorParameters<typeof DocumentedFrames>[0]>(
      '/api/asyncapi.json',
    );
    return new LiveSuite(servers, mail, apps, secrets, logs, routes, new DocumentedFrames(body));
  }

  get url(): string {
    return this.apps.url;
  }

  /** A client nobody knows yet. */
  stranger(): HttpClient {
    const stranger = new HttpClient(this.url);
    this.strangers.push(stranger);
    return stranger;
  }

  /** Someone who has registered and signed in with a code from their mail. */
  async signUp(name = `person${this.people.length + 1}`, fullName = 'Alice Johnson'): Promise<Person> {
    const person = new Person(this.url, `${name}@example.com`, this.mail);
    this.people.push(person);
    await person.register(name, fullName);
    await person.signIn();
    return person;
  }

  /** Rejects when the logs hold a secret, or a socket was sent what is not documented; everything is stopped then too. */
  async stop(): Promise<void> {
    await this.apps.stop();
    await Promise.all([this.servers.stop(), this.mail.stop()]);
    for (const [kind, value] of this.people.flatMap(({ secrets }) => secrets)) this.logs.keepSecret(kind, value);
    for (const { receivedCookies } of this.strangers) {
      for (const cookie of receivedCookies) this.logs.keepSecret('a cookie', cookie);
    }
    this.logs.check();
    const faults = this.people
      .flatMap(({ sockets }) => sockets)
      .flatMap(([path, socket]) => this.documented.faultsOf(path, socket));
    if (faults.length > 0) throw new Error(`Frames are not as /api/asyncapi.json says:\n${faults.join('\n')}`);
  }
}
