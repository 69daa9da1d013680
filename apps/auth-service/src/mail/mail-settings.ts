/** Dependency-injection token and type of what the configuration says of mail. */
export class MailSettings {
  /** `smtp://…` or `smtps://…`; undefined when mails are written to files. */
  readonly smtpUrl: string | undefined;
  /** Where the files go. */
  readonly directory: string;
  readonly from: string;
  /** Where users reach the suite. */
  readonly publicUrl: string;
  /** Where the queue of mails lives. */
  readonly redisUrl: string;

  constructor(settings: MailSettings) {
    this.smtpUrl = settings.smtpUrl;
    this.directory = settings.directory;
    this.from = settings.from;
    this.publicUrl = settings.publicUrl;
    this.redisUrl = settings.redisUrl;
  }
}
