import { type AppName, type DatabaseOwner, REDIS_USERS, ownsDatabase } from './app-names.ts';
import type { SuiteSecrets } from './suite-secrets.ts';

export type Environment = Record<string, string | undefined>;

/** What the apps of a suite connect to. */
export interface SuiteServers {
  databaseUrls: Record<DatabaseOwner, string>;
  natsUrl: string;
  /** The broker of MQTT devices, if there is one. */
  mqttUrl?: string;
  redisUrl: string;
}

/** Where e-mail goes: to an SMTP server, or as .eml files into a directory. */
export type MailTarget = { smtpUrl: string } | { mailDirectory: string };

/** What the environment of every app of a suite is made of. */
export interface SuiteWiring {
  servers: SuiteServers;
  secrets: SuiteSecrets;
  mail: MailTarget;
  /** The address at which users reach the BFF, without a slash at its end. */
  publicUrl: string;
  /** Every replica of the realtime-gateway, as http://host:port. */
  realtimeUrls: readonly string[];
}

/** Where an app listens. */
export interface AppPorts {
  port: number;
  /** The same as `port`, except for an app whose port users reach. */
  metricsPort: number;
}

const DEFAULTS = { NODE_ENV: 'development', LOG_LEVEL: 'info', HOST: '127.0.0.1' };

/** What this process passes on to an app, besides what the app is given on purpose. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * The whole environment of one replica of one app: only what that app needs, so that a service knows no other's
 * database. The wiring always wins over `extra`, which holds what a user has set.
 */
export function appEnvironment(
  app: AppName,
  ports: AppPorts,
  wiring: SuiteWiring,
  extra: Environment = {},
): Environment {
  const inherited = Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));
  const environment = { ...DEFAULTS, ...inherited, ...extra };
  return { ...environment, ...commonWiring(app, ports, wiring, environment), ...ownWiring(app, wiring, environment) };
}

function commonWiring(
  app: AppName,
  { port, metricsPort }: AppPorts,
  { servers, secrets }: SuiteWiring,
  { HOST }: Environment,
): Environment {
  return {
    HOST: app === 'bff-gateway' ? HOST : DEFAULTS.HOST,
    PORT: String(port),
    METRICS_PORT: metricsPort === port ? undefined : String(metricsPort),
    NATS_URL: servers.natsUrl,
    INTERNAL_TOKEN: secrets.internalToken,
    DATABASE_URL: ownsDatabase(app) ? servers.databaseUrls[app] : undefined,
    REDIS_URL: REDIS_USERS.includes(app) ? servers.redisUrl : undefined,
  };
}

function ownWiring(app: AppName, wiring: SuiteWiring, environment: Environment): Environment {
  const isOwn = (owner: AppName, value: string | undefined) => (app === owner ? value : undefined);
  const { mail, publicUrl, realtimeUrls, secrets, servers } = wiring;
  const usesHttps = publicUrl.startsWith('https:');
  return {
    PUBLIC_URL: app === 'auth-service' || app === 'bff-gateway' ? publicUrl : undefined,
    ENCRYPTION_KEYS: app === 'auth-service' || app === 'smarthome-service' ? secrets.encryptionKeys : undefined,
    MQTT_URL: isOwn('smarthome-service', environment.MQTT_URL ?? servers.mqttUrl),
    SMTP_URL: isOwn('auth-service', 'smtpUrl' in mail ? mail.smtpUrl : undefined),
    MAIL_DIR: isOwn('auth-service', 'mailDirectory' in mail ? mail.mailDirectory : undefined),
    MAIL_FROM: isOwn('auth-service', environment.MAIL_FROM ?? 'Atrium <no-reply@atrium.localhost>'),
    REALTIME_URLS: isOwn('bff-gateway', realtimeUrls.join(',')),
    HOME_URL: isOwn('bff-gateway', environment.HOME_URL ?? '/home/'),
    COOKIE_SECURE: isOwn('bff-gateway', environment.COOKIE_SECURE ?? String(usesHttps)),
  };
}
