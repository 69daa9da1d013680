import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { APP_NAMES, type AppName } from '@atrium/local-suite';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './scenario.ts';

/** What a run of the bench is told. */
export interface Options {
  readonly scenarios: readonly Scenario[];
  /** How often each scenario is measured; the median counts. */
  readonly runs: number;
  /** Length of a measured window and of the warm-up before it. */
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** HTTP connections with one request under way each, or sockets that connect at a time. */
  readonly concurrency: number;
  readonly sockets: number;
  /** Messages in the channel that is read. */
  readonly messages: number;
  /** Where every figure of every run goes. */
  readonly jsonFile?: string;
  /** Apps whose CPU profile is taken in each measured window. */
  readonly profiled: readonly AppName[];
}

export const USAGE = `Usage: npm run bench [-- options]
  --only NAME        measure this scenario only; may be repeated. Names:
                     ${SCENARIOS.map(({ name }) => name).join(', ')}
  --runs N           measurements of each scenario, of which the median is printed (3)
  --seconds N        length of a measured window (8)
  --warmup N         seconds of load before each measured window (3)
  --concurrency N    HTTP connections, each with one request under way (16)
  --sockets N        open sockets (500)
  --messages N       messages in the channel that is read (10000)
  --json FILE        write every figure of every run
  --profile APP      write CPU profiles of this app and print where its time goes; may be repeated`;

/**
 * Reads the command line; undefined when help is asked for.
 * @param directory what relative paths are relative to.
 * @throws Error that says what is wrong with it.
 */
export function readOptions(args: readonly string[], directory: string): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      only: { type: 'string', multiple: true },
      profile: { type: 'string', multiple: true },
      json: { type: 'string' },
      runs: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '8' },
      warmup: { type: 'string', default: '3' },
      concurrency: { type: 'string', default: '16' },
      sockets: { type: 'string', default: '500' },
      messages: { type: 'string', default: '10000' },
    },
  });
  if (values.help) return undefined;
  return {
    scenarios: scenariosNamed(values.only),
    runs: positive('runs', values.runs),
    seconds: positive('seconds', values.seconds),
    warmupSeconds: positive('warmup', values.warmup),
    concurrency: positive('concurrency', values.concurrency),
    sockets: positive('sockets', values.sockets),
    messages: positive('messages', values.messages),
    ...(values.json === undefined ? {} : { jsonFile: resolve(directory, values.json) }),
    profiled: (values.profile ?? []).map(appNamed),
  };
}

function scenariosNamed(names: readonly string[] | undefined): readonly Scenario[] {
  if (!names) return SCENARIOS;
  const unknown = names.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown !== undefined) throw new Error(`There is no scenario "${unknown}".`);
  return SCENARIOS.filter(({ name }) => names.includes(name));
}

function appNamed(name: string): AppName {
  const app = APP_NAMES.find((known) => known === name);
  if (!app) throw new Error(`There is no app "${name}". The apps are ${APP_NAMES.join(', ')}.`);
  return app;
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${option} must be a whole number from 1.`);
  return number;
}
