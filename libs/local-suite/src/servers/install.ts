import { execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export type ServerName = 'nats-server' | 'redis-server';

/** How to run a server: a program on this machine, or an image under Docker. */
export type ServerProgram = { kind: 'binary'; path: string } | { kind: 'docker'; image: string };

const DOCKER_IMAGES: Record<ServerName, string> = { 'nats-server': 'nats:2-alpine', 'redis-server': 'redis:7-alpine' };
const BREW_FORMULAE: Record<ServerName, string> = { 'nats-server': 'nats-server', 'redis-server': 'redis' };
const URL_VARIABLES: Record<ServerName, string> = { 'nats-server': 'NATS_URL', 'redis-server': 'REDIS_URL' };

const run = promisify(execFile);

/** Looks for a program on the PATH, and where Debian and Homebrew put servers; undefined when it is not there. */
export function findProgram(name: string, path = process.env.PATH ?? ''): string | undefined {
  const folders = [...path.split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/**
 * Finds the servers on this machine and installs those that are missing: Debian's packages when root, Homebrew on
 * macOS, else images run by Docker.
 * @param report told in a sentence what is being done when it takes long.
 * @throws Error saying what to install, or which variable to set, when there is no way.
 */
export async function findOrInstall(
  names: readonly ServerName[],
  report: (sentence: string) => void,
): Promise<Record<ServerName, ServerProgram>> {
  let missing = names.filter((name) => !findProgram(name));
  if (missing.length > 0) {
    await installPackages(missing, report);
    missing = names.filter((name) => !findProgram(name));
  }
  if (missing.length > 0 && !(await hasDocker())) throw new Error(missingServersMessage(missing));
  return Object.fromEntries(names.map((name) => [name, programFor(name)])) as Record<ServerName, ServerProgram>;
}

/** What a user without the servers is told to do. */
export function missingServersMessage(missing: readonly ServerName[]): string {
  const variables = missing.map((name) => URL_VARIABLES[name]).join(' and ');
  return [
    `${missing.join(' and ')} not found, and there was no way to install or run it here (not root on Debian or Ubuntu, no Homebrew, no running Docker).`,
    `Do one of these: install it (Debian, Ubuntu: sudo apt-get install ${missing.join(' ')}; macOS: brew install ${missing.map((name) => BREW_FORMULAE[name]).join(' ')});`,
    `start Docker; or set ${variables} to the URL of a server you run.`,
  ].join('\n');
}

function programFor(name: ServerName): ServerProgram {
  const path = findProgram(name);
  return path ? { kind: 'binary', path } : { kind: 'docker', image: DOCKER_IMAGES[name] };
}

async function installPackages(names: readonly ServerName[], report: (sentence: string) => void): Promise<void> {
  if (process.getuid?.() === 0 && findProgram('apt-get')) {
    report(`Installing ${names.join(' and ')} with apt-get …`);
    const waitForOthers = ['-o', 'DPkg::Lock::Timeout=120'];
    await runInstaller('apt-get', [...waitForOthers, 'update'], report);
    await runInstaller('apt-get', [...waitForOthers, 'install', '-y', '--no-install-recommends', ...names], report);
  } else if (process.platform === 'darwin' && findProgram('brew')) {
    report(`Installing ${names.join(' and ')} with Homebrew …`);
    await runInstaller('brew', ['install', ...names.map((name) => BREW_FORMULAE[name])], report);
  }
}

/** A failed installer is reported, not thrown: Docker may still do. */
function runInstaller(command: string, args: string[], report: (sentence: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let output = '';
    const installer = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // At run level 1 Debian installs a server without starting it as a daemon.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
    for (const stream of [installer.stdout, installer.stderr]) {
      stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000)));
    }
    installer.once('error', (error) => {
      report(`${command} could not be run: ${error.message}`);
      resolve();
    });
    installer.once('close', (code) => {
      if (code !== 0) report(`${command} ${args.join(' ')} failed (exit code ${code}):\n${output}`);
      resolve();
    });
  });
}

async function hasDocker(): Promise<boolean> {
  return run('docker', ['info'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
