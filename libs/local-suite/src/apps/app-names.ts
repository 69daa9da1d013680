/** The apps of the suite, in the order in which their ports are numbered and their logs are listed. */
export const APP_NAMES = [
  'bff-gateway',
  'auth-service',
  'user-service',
  'workspace-service',
  'message-service',
  'smarthome-service',
  'realtime-gateway',
] as const;

export type AppName = (typeof APP_NAMES)[number];

/** The apps that own a database, with the name `prepareDatabase` knows it by. */
export const DATABASE_NAMES = {
  'auth-service': 'auth',
  'user-service': 'users',
  'workspace-service': 'workspaces',
  'message-service': 'messages',
  'smarthome-service': 'smarthome',
} as const satisfies Partial<Record<AppName, string>>;

export type DatabaseOwner = keyof typeof DATABASE_NAMES;

/** The apps that keep queues or short-lived state in Redis. */
export const REDIS_USERS: readonly AppName[] = [
  'auth-service',
  'message-service',
  'smarthome-service',
  'realtime-gateway',
  'bff-gateway',
];

export function ownsDatabase(app: AppName): app is DatabaseOwner {
  return app in DATABASE_NAMES;
}
