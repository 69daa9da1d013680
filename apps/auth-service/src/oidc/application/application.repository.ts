import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';
import type { ApplicationSettings } from '@atrium/contracts';

import type { Application } from './application.entity.js';

/** An application that is not stored yet. */
export type NewApplication = Omit<Application, 'id' | 'createdAt' | 'updatedAt' | 'sealedSecret'>;

const COLUMNS = `id, client_id AS "clientId", secret_hash AS "secretHash", owner_id AS "ownerId", name,
  client_type AS "clientType", grant_type AS "grantType", redirect_uris AS "redirectUris",
  post_logout_redirect_uris AS "postLogoutRedirectUris", allowed_origins AS "allowedOrigins",
  backchannel_logout_uri AS "backchannelLogoutUri", is_trusted AS "isTrusted",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const BY_CLIENT_ID = statement<Application>(
  'application-by-client-id',
  `SELECT ${COLUMNS} FROM oauth_application WHERE client_id = $1`,
);

const OF_OWNER = statement<Application>(
  'applications-of-owner',
  `SELECT ${COLUMNS} FROM oauth_application WHERE owner_id = $1 ORDER BY id`,
);

const NAMES = statement<Pick<Application, 'clientId' | 'name'>>(
  'application-names',
  'SELECT client_id AS "clientId", name FROM oauth_application WHERE client_id = ANY($1)',
);

const ONE_OF_OWNER = statement<Application>(
  'application-of-owner',
  `SELECT ${COLUMNS} FROM oauth_application WHERE owner_id = $1 AND id = $2`,
);

const INSERT = statement<Application>(
  'application-insert',
  `INSERT INTO oauth_application (client_id, secret_hash, owner_id, name, client_type, grant_type, redirect_uris,
     post_logout_redirect_uris, allowed_origins, backchannel_logout_uri, is_trusted)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${COLUMNS}`,
);

const UPDATE = statement<Application>(
  'application-update',
  `UPDATE oauth_application SET name = $3, grant_type = $4, redirect_uris = $5, post_logout_redirect_uris = $6,
     allowed_origins = $7, backchannel_logout_uri = $8, is_trusted = $9, updated_at = now()
   WHERE owner_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
);

const REMOVE = statement<Application>(
  'application-remove',
  `DELETE FROM oauth_application WHERE owner_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
);

const REMOVE_OF_OWNERS = statement(
  'application-remove-of-owners',
  'DELETE FROM oauth_application WHERE owner_id = ANY($1)',
);

/** Applications are found by their client id for the provider, and only among their owner's for people. */
@Injectable()
export class ApplicationRepository {
  constructor(private readonly database: Database) {}

  findByClientId(clientId: string): Promise<Application | undefined> {
    return this.database.row(BY_CLIENT_ID, [clientId]);
  }

  findOfOwner(ownerId: string): Promise<Application[]> {
    return this.database.rows(OF_OWNER, [ownerId]);
  }

  findOneOfOwner(ownerId: string, id: number): Promise<Application | undefined> {
    return this.database.row(ONE_OF_OWNER, [ownerId, id]);
  }

  /** Names by client id; an application that is gone has none. */
  async namesOf(clientIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.rows(NAMES, [clientIds]);
    return new Map(rows.map(({ clientId, name }) => [clientId, name]));
  }

  async insert(tx: Transaction, application: NewApplication): Promise<Application> {
    const { clientId, secretHash, ownerId, clientType } = application;
    const [name, grantType, ...rest] = settingsOf(application);
    const values = [clientId, secretHash, ownerId, name, clientType, grantType, ...rest];
    const row = await this.database.row(INSERT, values, tx);
    if (!row) throw new Error('An insert that returned no row');
    return row;
  }

  /** The application after the change; undefined when the owner has none with this id. */
  update(
    tx: Transaction,
    ownerId: string,
    id: number,
    settings: ApplicationSettings,
  ): Promise<Application | undefined> {
    return this.database.row(UPDATE, [ownerId, id, ...settingsOf(settings)], tx);
  }

  /** What was removed; undefined when the owner has none with this id. */
  remove(tx: Transaction, ownerId: string, id: number): Promise<Application | undefined> {
    return this.database.row(REMOVE, [ownerId, id], tx);
  }

  /** Removes all that these people have registered. */
  async removeOfOwners(tx: Transaction, ownerIds: readonly string[]): Promise<void> {
    await this.database.rows(REMOVE_OF_OWNERS, [ownerIds], tx);
  }
}

/** What an owner chooses, in the order in which the statements name the columns. */
function settingsOf(settings: ApplicationSettings | NewApplication): unknown[] {
  const { name, grantType, redirectUris, postLogoutRedirectUris, allowedOrigins } = settings;
  const { backchannelLogoutUri = null, isTrusted = false } = settings;
  return [name, grantType, redirectUris, postLogoutRedirectUris, allowedOrigins, backchannelLogoutUri, isTrusted];
}
