/** The suite refused a request. */
export class RequestRefused extends Error {
  constructor(
    /** The HTTP status. */
    readonly status: number,
    message: string,
    /** The body as it came, in its family's shape. */
    readonly body: unknown,
  ) {
    super(message);
    this.name = 'RequestRefused';
  }
}

/** The session is over: the person has to sign in again. */
export class SignedOut extends Error {
  constructor(reason = 'Sign in again') {
    super(reason);
    this.name = 'SignedOut';
  }
}

/** The suite refused a frame for good; sending it again would not help. */
export class FrameRefused extends Error {
  constructor(
    /** One of the protocol's codes: `forbidden`, `not_found`, `conflict`, `too_large` … */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'FrameRefused';
  }
}
