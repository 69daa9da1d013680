import { randomSecrets, Suite, type AppName, type SuiteSecrets } from '@atrium/local-suite';
import { HttpClient, isolatedServers, MailSink, type IsolatedServers } from '@atrium/testing';

import { Person } from './person.js';

export interface LiveSuiteOptions {
  /** How many processes of an app; one of each unless said otherwise. */
  readonly replicas?: Partial<Record<AppName, number>>;
  /** Settings of every app besides those of all stories. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A story makes more requests in a minute, all from one address, than its people would. */
const ENVIRONMENT = { LOG_LEVEL: 'warn', RATE_LIMIT_STANDARD: '1000000', RATE_LIMIT_STRICT: '1000000' };

/** The whole suite as its users meet it: real servers, real processes, real e-mail, all for one story. */
export class LiveSuite {
  private people = 0;

  private constructor(
    readonly servers: IsolatedServers,
    readonly mail: MailSink,
    readonly apps: Suite,
    readonly secrets: SuiteSecrets,
  ) {}

  static async start({ replicas = {}, env = {} }: LiveSuiteOptions = {}): Promise<LiveSuite> {
    const [servers, mail] = await Promise.all([isolatedServers(), MailSink.start()]);
    const secrets = randomSecrets();
    const apps = await Suite.start({
      secrets,
      servers,
      mail: { smtpUrl: mail.url },
      replicas,
      env: { ...ENVIRONMENT, ...env },
    });
    return new LiveSuite(servers, mail, apps, secrets);
  }

  get url(): string {
    return this.apps.url;
  }

  /** A client nobody knows yet. */
  stranger(): HttpClient {
    return new HttpClient(this.url);
  }

  /** Someone who has registered and signed in with a code from their mail. */
  async signUp(name = `person${++this.people}`, fullName = 'Alice Johnson'): Promise<Person> {
    const person = new Person(this.url, `${name}@example.com`, this.mail);
    await person.register(name, fullName);
    await person.signIn();
    return person;
  }

  async stop(): Promise<void> {
    await this.apps.stop();
    await Promise.all([this.servers.stop(), this.mail.stop()]);
  }
}
