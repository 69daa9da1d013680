/** Says whether one thing this process needs is there. Must answer at once, from what is already known. */
export type ReadinessCheck = () => boolean;

export interface HealthReport {
  readonly status: 'ok' | 'starting' | 'draining' | 'unavailable';
  readonly service: string;
  readonly version: string;
  /** Seconds since start. */
  readonly uptime: number;
  readonly checks: Readonly<Record<string, boolean>>;
}

/**
 * What this process says of itself. Live: the event loop turns and nothing is beyond repair. Ready: started, not
 * draining, and all it needs is there. A database that is away makes a process unready, never dead.
 */
export class Health {
  private readonly readiness = new Map<string, ReadinessCheck>();
  private readonly liveness = new Map<string, ReadinessCheck>();
  private phase: 'starting' | 'serving' | 'draining' = 'starting';

  constructor(
    readonly service: string,
    readonly version: string,
  ) {}

  addReadiness(name: string, check: ReadinessCheck): void {
    this.readiness.set(name, check);
  }

  /** For what only a restart can mend, such as a connection that gave up for good. */
  addLiveness(name: string, check: ReadinessCheck): void {
    this.liveness.set(name, check);
  }

  started(): void {
    this.phase = 'serving';
  }

  draining(): void {
    this.phase = 'draining';
  }

  /** True from the moment this process was told to stop. */
  get isDraining(): boolean {
    return this.phase === 'draining';
  }

  isLive(): boolean {
    return [...this.liveness.values()].every((check) => check());
  }

  isReady(): boolean {
    return this.phase === 'serving' && this.isLive() && [...this.readiness.values()].every((check) => check());
  }

  report(): HealthReport {
    const checks = Object.fromEntries([...this.liveness, ...this.readiness].map(([name, check]) => [name, check()]));
    const status = this.phase !== 'serving' ? this.phase : this.isReady() ? 'ok' : 'unavailable';
    return {
      status,
      service: this.service,
      version: this.version,
      uptime: Math.round(process.uptime()),
      checks,
    };
  }
}
