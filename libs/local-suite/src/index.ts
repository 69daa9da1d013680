export { APP_NAMES, type AppName, DATABASE_NAMES, type DatabaseOwner } from './apps/app-names.ts';
export type { Environment, MailTarget, SuiteServers } from './apps/app-environment.ts';
export type { AppProcess } from './apps/app-process.ts';
export { Suite, type SuiteOptions } from './apps/suite.ts';
export { type SuiteSecrets, randomSecrets } from './apps/suite-secrets.ts';
export { freePort, isPortFree } from './ports.ts';
export { Child, type ChildOptions, type Exit, describeExit } from './process/child.ts';
export { readPid, runs } from './process/leftover.ts';
export { findOrInstall } from './servers/install.ts';
export { type NatsOptions, type RunningNats, startNats } from './servers/nats.ts';
export { type PostgresOptions, startPostgres } from './servers/postgres.ts';
export { prepareDatabase } from './servers/prepare-database.ts';
export { pingNats, pingPostgres, pingRedis } from './servers/reachable.ts';
export { startRedis } from './servers/redis.ts';
export type { RunningServer } from './servers/running-server.ts';
export {
  type RunningServers,
  type ServerUrls,
  startThrowAwayPostgres,
  startThrowAwayServers,
} from './servers/servers.ts';
