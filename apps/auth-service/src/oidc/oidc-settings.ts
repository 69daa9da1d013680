/** What the provider is told by the configuration. */
export class OidcSettings {
  /** Where users reach the suite, without a slash at its end. */
  readonly publicUrl: string;
  /** The issuer of id tokens; every endpoint stands below it. */
  readonly issuer: string;

  constructor(publicUrl: string) {
    this.publicUrl = publicUrl.replace(/\/+$/, '');
    this.issuer = `${this.publicUrl}/o`;
  }
}
