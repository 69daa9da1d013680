import type { Command, StandaloneCommand } from './command.ts';
import { createSuperuser } from './create-superuser.ts';
import { googleHomeCheck } from './google-home/google-home-check.ts';
import { importUsers } from './import-users.ts';
import { rebuildMetricsCommand } from './rebuild-metrics.ts';

/** Everything that `npm run atrium` can do, by name. */
export const COMMANDS: Readonly<Record<string, Command | StandaloneCommand>> = {
  createsuperuser: createSuperuser,
  'import-users': importUsers,
  'rebuild-metrics': rebuildMetricsCommand,
  'google-home-check': googleHomeCheck,
};

export function helpText(): string {
  const entries = Object.values(COMMANDS).map(({ usage, summary, details }) =>
    [`  ${usage}`, `      ${summary}`, ...details.map((line) => `      ${line}`)].join('\n'),
  );
  return `Usage: npm run atrium -- <command>

${entries.join('\n\n')}

  help
      Show this

Commands work on the suite that npm start runs, or on the one that NATS_URL and INTERNAL_TOKEN name.`;
}
