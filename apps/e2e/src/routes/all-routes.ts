import { cookieAccounts, hubAccounts, jwtAccounts, passwords } from './accounts.routes.js';
import { conversations, inbox, notifications } from './conversations.routes.js';
import type { Family } from './family.js';
import { applications, provider, singleSignOn } from './oauth.routes.js';
import { ownAccount } from './own-account.routes.js';
import { nameOf, type Route } from './route.js';
import { presence } from './presence.routes.js';
import { fulfillment, smartHome } from './smart-home.routes.js';
import { users } from './users.routes.js';
import { monitoring, utility } from './utility.routes.js';
import { invitations, ownChannels, ownWorkspaces, sockets, workspaces } from './workspaces.routes.js';

/** Every endpoint of the suite. CONTRIBUTING.md says how to add one. */
export const FAMILIES: readonly Family[] = [
  hubAccounts,
  cookieAccounts,
  jwtAccounts,
  passwords,
  users,
  workspaces,
  presence,
  ownWorkspaces,
  ownChannels,
  invitations,
  conversations,
  inbox,
  notifications,
  sockets,
  smartHome,
  fulfillment,
  ownAccount,
  applications,
  provider,
  singleSignOn,
  monitoring,
  utility,
];

/** A row as tests run it: by name, with its family. */
export type NamedRow = readonly [name: string, route: Route, family: Family];

export const ROWS: readonly NamedRow[] = FAMILIES.flatMap((family) =>
  family.routes.map((route) => [nameOf(route), route, family] as const),
);
