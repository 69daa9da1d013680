import { Inspector } from './inspector.ts';
import type { CpuProfile } from './self-times.ts';

const SAMPLE_EVERY_US = 250;

/** Takes CPU profiles of one app, of measured windows only: neither its start nor the warm-ups are in them. */
export class Profiler {
  readonly #inspector: Inspector;
  #taken: CpuProfile[] = [];

  private constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  static async connect(port: number): Promise<Profiler> {
    const inspector = await Inspector.connect(port);
    await inspector.call('Profiler.enable');
    await inspector.call('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
    return new Profiler(inspector);
  }

  async start(): Promise<void> {
    await this.#inspector.call('Profiler.start');
  }

  async stop(): Promise<void> {
    const { profile } = (await this.#inspector.call('Profiler.stop')) as { profile: CpuProfile };
    this.#taken.push(profile);
  }

  /** The profiles since the last call. */
  take(): CpuProfile[] {
    return this.#taken.splice(0);
  }

  close(): void {
    this.#inspector.close();
  }
}
