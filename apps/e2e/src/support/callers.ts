import { SCOPES, type AccessTokenClaims, type Scope } from '@atrium/contracts';
import { eventually, HttpClient, suiteMint, TokenMint } from '@atrium/testing';

import type { Caller } from '../routes/route.js';
import type { LiveSuite } from './live-suite.js';
import { newMember, PASSWORD, signIn, type Member } from './member.js';
import { runCommand } from './operator.js';

const STAFF = 'root@example.com';

/** Everybody of the permission matrix. Somebody's token is kept here; people who say farewell are made anew each time. */
export class Callers {
  private constructor(
    private readonly url: string,
    private readonly mint: TokenMint,
    /** Whose resources the matrix is about. */
    readonly owner: Member,
    private readonly people: Readonly<Record<'deactivated' | 'stranger' | 'staff', Member>>,
  ) {}

  static async gather(suite: LiveSuite): Promise<Callers> {
    const { url } = suite;
    const args = ['createsuperuser', '--username', 'root', '--email', STAFF, '--password-stdin'];
    const made = await runCommand(suite, args, `${PASSWORD}\n`);
    if (made.code !== 0) throw new Error(made.stderr);
    const staff = await signIn(url, STAFF);
    const [owner, stranger, deactivated] = await Promise.all([newMember(url), newMember(url), newMember(url)]);
    await deactivate(url, deactivated, staff);
    const mint = await suiteMint(suite.servers.databaseUrls['auth-service'], suite.secrets.encryptionKeys);
    return new Callers(url, mint, owner, { deactivated, stranger, staff });
  }

  /** Somebody who may lose what they have. */
  newcomer(): Promise<Member> {
    return newMember(this.url);
  }

  private async newStaff(): Promise<Member> {
    const { id, email } = await this.newcomer();
    await this.people.staff.do('PATCH', `/api/users/${id}`, { is_staff: true });
    return signIn(this.url, email);
  }

  /** The bearer token that a caller shows, if any; `owner` is who has the resources of this one call. */
  async tokenOf(caller: Caller, owner: Member, { isFarewell, scope }: TokenUse): Promise<string | undefined> {
    switch (caller) {
      case 'nobody':
        return undefined;
      case 'expired':
        return this.mint.sign({ ...claimsOf(owner), exp: Math.floor(Date.now() / 1_000) - 1 });
      case 'forged':
        return forged(owner);
      case 'unsigned':
        return unsigned(owner);
      case 'client':
        return this.clientToken(
          owner,
          (Object.keys(SCOPES) as Scope[]).filter((each) => each !== scope),
        );
      case 'owner':
        return owner.accessToken;
      case 'stranger':
        return isFarewell ? (await this.newcomer()).accessToken : this.people.stranger.accessToken;
      case 'staff':
        return isFarewell ? (await this.newStaff()).accessToken : this.people.staff.accessToken;
      case 'deactivated':
        return this.people.deactivated.accessToken;
    }
  }

  /** What an application's opaque token is exchanged for when the owner has allowed it these scopes. */
  clientToken(owner: Member, scopes: readonly Scope[]): string {
    return this.mint.sign({ ...claimsOf(owner), client_id: 'matrix', scope: scopes.join(' ') });
  }
}

interface TokenUse {
  readonly isFarewell: boolean;
  readonly scope?: Scope;
}

/** The person's session has to end everywhere, which takes a moment. */
async function deactivate(url: string, member: Member, staff: Member): Promise<void> {
  await staff.do('PATCH', `/api/users/${member.id}`, { is_active: false });
  const http = new HttpClient(url).withToken(member.accessToken);
  await eventually(async () => {
    if ((await http.get('/auth/me')).status !== 401) throw new Error('A deactivated user is still let in');
  });
}

function claimsOf({ accessToken }: Member): AccessTokenClaims {
  const [, payload = ''] = accessToken.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as AccessTokenClaims;
}

/** The owner's token, with the suite's key id and another's signature. */
function forged({ accessToken }: Member): string {
  const [header = '', payload = ''] = accessToken.split('.');
  const [, , signature = ''] = new TokenMint().sign().split('.');
  return `${header}.${payload}.${signature}`;
}

/** The owner's token as a verifier takes it that lets tokens choose their algorithm (RFC 8725, section 2.1). */
function unsigned({ accessToken }: Member): string {
  const [header = '', payload = ''] = accessToken.split('.');
  const named = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
  return `${Buffer.from(JSON.stringify({ ...named, alg: 'none' })).toString('base64url')}.${payload}.`;
}
