import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';
import { KeyRing } from '@atrium/secrets';

import { hashOfSecret, newClientSecret } from './client-secret.js';

/** Under which the suite is a client of its own provider. */
export const OWN_CLIENT_ID = 'atrium';
/** Nobody's: no person lists or changes it. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const CONTEXT = 'oauth_application own secret';

/** The secret that is there stays: of replicas that start together one makes it. */
const ENSURE = statement<{ sealedSecret: Buffer }>(
  'own-client-ensure',
  `INSERT INTO oauth_application (client_id, secret_hash, sealed_secret, owner_id, name, client_type, grant_type,
     redirect_uris, post_logout_redirect_uris, allowed_origins, is_trusted)
   VALUES ($1, $2, $3, $4, 'Atrium', 'confidential', 'authorization-code', ARRAY[$5], '{}', '{}', true)
   ON CONFLICT (client_id) DO UPDATE SET redirect_uris = excluded.redirect_uris, updated_at = now()
   RETURNING sealed_secret AS "sealedSecret"`,
);

/** The suite itself as a client of its own provider, registered when it first starts. */
@Injectable()
export class OwnClientRepository {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyRing,
  ) {}

  /** Registers the client with this redirect URI if need be; returns its secret. */
  async ensure(redirectUri: string): Promise<string> {
    const secret = newClientSecret();
    const sealed = this.keys.seal(Buffer.from(secret), CONTEXT);
    const values = [OWN_CLIENT_ID, hashOfSecret(secret), sealed, NOBODY, redirectUri];
    const row = await this.database.row(ENSURE, values);
    if (!row) throw new Error('An upsert that returned no row');
    return this.keys.open(row.sealedSecret, CONTEXT).toString();
  }
}
