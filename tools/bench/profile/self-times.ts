/** A V8 CPU profile, as `node --cpu-prof` writes it; times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** The node at work at each sample, and the time since the sample before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** How long something itself was at work, without what it called. */
export interface SelfTime {
  readonly what: string;
  readonly ms: number;
}

/** Functions with the time in them, longest first. Waiting for work is left out. */
export function selfTimes(profiles: readonly CpuProfile[]): SelfTime[] {
  return timesBy(profiles, ({ functionName, url, lineNumber }) => {
    const name = functionName === '' ? '(anonymous)' : functionName;
    return url === '' ? name : `${name} ${placeOf(url)}:${lineNumber + 1}`;
  });
}

/** The same by package, app or built-in part of Node. */
export function selfTimesByPackage(profiles: readonly CpuProfile[]): SelfTime[] {
  return timesBy(profiles, ({ functionName, url }) => packageOf(url) ?? functionName);
}

function timesBy(
  profiles: readonly CpuProfile[],
  keyOf: (frame: CpuProfile['nodes'][number]['callFrame']) => string,
): SelfTime[] {
  const times = new Map<string, number>();
  for (const { nodes, samples, timeDeltas } of profiles) {
    const keys = new Map(nodes.map(({ id, callFrame }) => [id, keyOf(callFrame)]));
    samples.forEach((id, index) => {
      const key = keys.get(id) ?? '(unknown)';
      // A sample stands for the time until the next one.
      times.set(key, (times.get(key) ?? 0) + (timeDeltas[index + 1] ?? 0) / 1_000);
    });
  }
  times.delete('(idle)');
  return Array.from(times, ([what, ms]) => ({ what, ms })).sort((a, b) => b.ms - a.ms);
}

/** `file:///…/node_modules/fastify/lib/reply.js` is fastify/lib/reply.js, `file:///…/apps/x/dist/y.js` is apps/x/dist/y.js. */
function placeOf(url: string): string {
  return /.*\/node_modules\/(.*)/.exec(url)?.[1] ?? /\/((?:apps|libs)\/.*)/.exec(url)?.[1] ?? url;
}

function packageOf(url: string): string | undefined {
  if (url === '') return undefined;
  if (url.startsWith('node:')) return 'node';
  return /^(?:(?:@[^/]+|apps|libs)\/)?[^/]+/.exec(placeOf(url))?.[0];
}
