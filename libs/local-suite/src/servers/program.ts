import type { ServerProgram } from './install.ts';

/** Where a server has to listen: a container's port is published on 127.0.0.1 only, but it must listen on every address inside. */
export function listenAddress(program: ServerProgram): string {
  return program.kind === 'docker' ? '0.0.0.0' : '127.0.0.1';
}

/** The command that runs a server program in its data directory, which has the same path inside a container. */
export function commandFor(
  program: ServerProgram,
  args: readonly string[],
  { directory, ports }: { directory: string; ports: readonly number[] },
): { command: string; args: string[] } {
  if (program.kind === 'binary') return { command: program.path, args: [...args] };
  const user = process.getuid ? ['--user', `${process.getuid()}:${process.getgid?.()}`] : [];
  return {
    command: 'docker',
    args: [
      ...['run', '--rm', '--init', ...user],
      ...ports.flatMap((port) => ['--publish', `127.0.0.1:${port}:${port}`]),
      ...['--volume', `${directory}:${directory}`],
      ...[program.image, ...args],
    ],
  };
}
