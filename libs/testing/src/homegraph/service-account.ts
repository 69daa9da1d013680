import { createVerify, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SCOPE = 'https://www.googleapis.com/auth/homegraph';
const LONGEST_SECONDS = 3_600;

/** A service account, and the token endpoint's knowledge of it: RFC 7523 as Google has it. */
export class ServiceAccount {
  readonly clientEmail = 'atrium@a-project.iam.gserviceaccount.com';
  /** PEM. */
  readonly privateKey: string;
  readonly #publicKey: KeyObject;
  readonly #tokens = new Set<string>();

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    this.privateKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    this.#publicKey = publicKey;
  }

  /** Answers a token request: the token, or what is wrong with it. */
  exchange(form: URLSearchParams, tokenUrl: string): { token: string } | { fault: string } {
    if (form.get('grant_type') !== GRANT) return { fault: 'unsupported_grant_type' };
    const fault = this.#faultOf(form.get('assertion') ?? '', tokenUrl);
    if (fault !== undefined) return { fault };
    const token = `ya29.${randomBytes(24).toString('base64url')}`;
    this.#tokens.add(token);
    return { token };
  }

  isToken(token: string): boolean {
    return this.#tokens.has(token);
  }

  /** No token that it gave is good any more. */
  revokeTokens(): void {
    this.#tokens.clear();
  }

  #faultOf(assertion: string, audience: string): string | undefined {
    const [header = '', payload = '', signature = ''] = assertion.split('.');
    const verifier = createVerify('RSA-SHA256').update(`${header}.${payload}`);
    if (!verifier.verify(this.#publicKey, signature, 'base64url')) return 'invalid_grant: bad signature';
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const [issuedAt, expiresAt, now] = [Number(claims.iat), Number(claims.exp), Date.now() / 1_000];
    if (claims.iss !== this.clientEmail) return 'invalid_grant: wrong issuer';
    if (claims.aud !== audience) return `invalid_grant: wrong audience ${String(claims.aud)}`;
    if (claims.scope !== SCOPE) return 'invalid_scope';
    if (!(expiresAt > now && expiresAt - issuedAt <= LONGEST_SECONDS)) return 'invalid_grant: wrong times';
    return undefined;
  }
}
