import { createHash, randomBytes } from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  createApplication,
  exchangeClientToken,
  grantRevoked,
  revokeAuthorization,
  tunnelHttp,
  type CreateApplicationRequest,
  type TunnelHttpRequest,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { AS_SERVICE } from '@atrium/rpc';

import { OidcProviders } from '../src/oidc/oidc-providers.js';
import { RotateSigningKeys } from '../src/signing/rotate-signing-keys.use-case.js';
import { SigningKeys } from '../src/signing/signing-keys.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const TRUST = statement('test-trust', 'UPDATE oauth_application SET is_trusted = true WHERE id = $1');

const SETTINGS: CreateApplicationRequest = {
  name: 'A service',
  clientType: 'confidential',
  grantType: 'client-credentials',
  redirectUris: [],
  postLogoutRedirectUris: [],
  allowedOrigins: [],
};

describe('the HTTP surface', () => {
  let service: AuthServiceUnderTest;

  beforeAll(async () => {
    service = await startAuthService({ redisDatabase: 9 });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  afterAll(() => service.stop());

  async function call(request: Partial<TunnelHttpRequest>) {
    const base = { method: 'GET' as const, headers: { host: 'localhost:8000' }, body: '', ip: '192.0.2.1' };
    const answer = await service.rpc.call(tunnelHttp, { url: '/o/', ...base, ...request });
    return { ...answer, text: Buffer.from(answer.body, 'base64').toString() };
  }

  async function post(path: string, form: Record<string, string>) {
    const headers = { host: 'localhost:8000', 'content-type': 'application/x-www-form-urlencoded' };
    const body = Buffer.from(new URLSearchParams(form).toString()).toString('base64');
    const answer = await call({ method: 'POST', url: path, headers, body });
    return { status: answer.status, body: JSON.parse(answer.text || '{}') as Record<string, unknown> };
  }

  async function registered() {
    const { accessToken } = await service.signedIn();
    const { id, clientId, clientSecret } = await service.rpc.call(createApplication, SETTINGS, { accessToken });
    return { id, client: { client_id: clientId, client_secret: clientSecret ?? '' } };
  }

  async function publishedKids(): Promise<string[]> {
    const { keys } = JSON.parse((await call({ url: '/o/.well-known/jwks.json' })).text) as { keys: { kid: string }[] };
    return keys.map(({ kid }) => kid);
  }

  it('refuses what is no request', async () => {
    for (const bad of [{ url: 'https://evil.example/' }, { method: 'TRACE' as never }, { body: '%' }, { ip: 'x' }]) {
      await expect(call(bad)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    }
    expect((await call({ url: '/elsewhere' })).status).toBe(404);
  });

  it('signs with new keys as soon as there are some, and shows no private part', async () => {
    const before = await publishedKids();
    await service.app.get(RotateSigningKeys, { strict: false }).rotate();
    await service.app.get(SigningKeys, { strict: false }).reload();
    const after = await publishedKids();
    expect(after).toHaveLength(2);
    expect(after).toEqual(expect.arrayContaining(before));
    expect((await call({ url: '/o/.well-known/jwks.json' })).text).not.toContain('"d"');
  });

  it("lets trusted clients introspect others' tokens, and no one else", async () => {
    const [one, other] = [await registered(), await registered()];
    const { body } = await post('/o/token/', { ...one.client, grant_type: 'client_credentials' });
    const token = String(body.access_token);
    const introspect = () => post('/o/introspect/', { ...other.client, token });
    expect(await introspect()).toEqual({ status: 200, body: { active: false } });
    await service.database.rows(TRUST, [other.id]);
    expect(await introspect()).toMatchObject({ status: 200, body: { active: true, client_id: one.client.client_id } });
  });

  it('honours no token past its time', async () => {
    const { client } = await registered();
    const { body } = await post('/o/token/', { ...client, grant_type: 'client_credentials' });
    const introspect = () => post('/o/introspect/', { ...client, token: String(body.access_token) });
    expect(await introspect()).toMatchObject({ body: { active: true } });
    const later = Date.now() + 16 * 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    expect(await introspect()).toEqual({ status: 200, body: { active: false } });
  });

  /** A code as the consent page of an application gives one, and how to redeem it. */
  async function issuedCode() {
    const { accessToken } = await service.signedIn();
    const redirectUri = 'https://client.example.com/callback';
    const settings = Object.assign({}, SETTINGS, { grantType: 'authorization-code', redirectUris: [redirectUri] });
    const { clientId, clientSecret } = await service.rpc.call(createApplication, settings, { accessToken });
    const provider = service.app.get(OidcProviders, { strict: false }).get();
    const client = await provider.Client.find(clientId);
    if (!client) throw new Error('The application is no client');
    const [, payload = ''] = accessToken.split('.');
    const { sub: accountId } = JSON.parse(atob(payload)) as { sub: string };
    const grant = new provider.Grant({ accountId, clientId });
    grant.addOIDCScope('openid');
    const grantId = await grant.save();
    const verifier = randomBytes(32).toString('base64url');
    const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
    const asked = {
      gty: 'authorization_code',
      redirectUri,
      scope: 'openid',
      codeChallenge,
      codeChallengeMethod: 'S256',
    };
    const code = await new provider.AuthorizationCode({ client, accountId, grantId, ...asked }).save();
    return {
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: clientSecret ?? '',
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    };
  }

  it('takes a code for a minute and no longer', async () => {
    const [inTime, tooLate] = [await issuedCode(), await issuedCode()];
    expect((await post('/o/token/', inTime)).status).toBe(200);
    const later = Date.now() + 61_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    expect(await post('/o/token/', tooLate)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('tells the suite that a grant was taken back, by its owner or by its client', async () => {
    const { accessToken } = await service.signedIn();
    const { sub: userId } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as {
      sub: string;
    };
    const { client } = await registered();
    const { Grant, RefreshToken, Client } = service.app.get(OidcProviders, { strict: false }).get();
    const granted = async (): Promise<string> => {
      const grant = new Grant({ accountId: userId, clientId: client.client_id });
      grant.addOIDCScope('openid smarthome');
      grant.exp = Math.floor(Date.now() / 1_000) + 60;
      return grant.save();
    };
    const told = async (grantId: string) => {
      const event = await service.events.take(grantRevoked, (payload) => payload.grantId === grantId);
      expect(event).toMatchObject({ userId, clientId: client.client_id, scopes: ['openid', 'smarthome'] });
    };

    const byOwner = await granted();
    const stranger = await service.signedIn();
    const refused = { code: 'AUTHORIZATION_NOT_FOUND' };
    await expect(service.rpc.call(revokeAuthorization, { id: byOwner }, stranger)).rejects.toMatchObject(refused);
    await service.rpc.call(revokeAuthorization, { id: byOwner }, { accessToken });
    await told(byOwner);
    await expect(service.rpc.call(revokeAuthorization, { id: byOwner }, { accessToken })).rejects.toMatchObject(
      refused,
    );

    const byClient = await granted();
    const refresh = new RefreshToken({
      client: await Client.find(client.client_id),
      accountId: userId,
      grantId: byClient,
      scope: 'openid smarthome',
      gty: 'authorization_code',
      expiresIn: 60,
    } as never);
    const token = await refresh.save();
    expect(await post('/o/revoke_token/', { ...client, token })).toMatchObject({ status: 200 });
    await told(byClient);
  });

  it('exchanges no token that speaks for nobody, and for services only', async () => {
    const { client } = await registered();
    const { body } = await post('/o/token/', { ...client, grant_type: 'client_credentials' });
    const token = String(body.access_token);
    await expect(service.rpc.call(exchangeClientToken, { token }, AS_SERVICE)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    await expect(service.rpc.call(exchangeClientToken, { token })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
