/** What signs the requests for Google's access tokens. */
export interface ServiceAccount {
  readonly clientEmail: string;
  /** PEM. */
  readonly privateKey: string;
}

/** Milliseconds. */
export interface HomeGraphTimings {
  /** Changes of a device within this time become one report. */
  readonly debounce: number;
  /** Before a claimed row is somebody else's; longer than a request and all it needs may take. */
  readonly lease: number;
  /** Google gets this long to answer. */
  readonly timeout: number;
  /** Pause after the first failure; it doubles with each further one. */
  readonly backOff: number;
  readonly longestBackOff: number;
  /** Between two looks into the queue. */
  readonly poll: number;
}

export const HOMEGRAPH_TIMINGS: HomeGraphTimings = {
  debounce: 1_000,
  lease: 60_000,
  timeout: 10_000,
  backOff: 1_000,
  longestBackOff: 300_000,
  poll: 1_000,
};

/** How Google's HomeGraph is reached; without an account it is not. */
export class HomeGraphSettings {
  constructor(
    readonly account: ServiceAccount | undefined,
    readonly url: string,
    readonly tokenUrl: string,
    readonly timings = HOMEGRAPH_TIMINGS,
  ) {}

  get isOn(): boolean {
    return this.account !== undefined;
  }
}
