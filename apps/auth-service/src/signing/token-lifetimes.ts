export const ID_TOKEN_LIFETIME_SECONDS = 900;

/** How long what the signing keys sign is good for, in seconds. */
export class TokenLifetimes {
  /** That of the access tokens of sessions. */
  readonly accessSeconds: number;

  constructor(accessSeconds: number) {
    this.accessSeconds = accessSeconds;
  }

  /** The longest of all: a key is needed for this long after its last signature. */
  get longestSeconds(): number {
    return Math.max(this.accessSeconds, ID_TOKEN_LIFETIME_SECONDS);
  }
}
