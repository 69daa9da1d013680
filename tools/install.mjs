// Runs before anything is installed: plain JavaScript, Node's own modules, Node 20.19 or later.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const workspace = resolve(import.meta.dirname, '..');
const pinnedNode = join(workspace, 'node_modules/.bin/node');
const oldestNode = [20, 19];

/**
 * Makes sure that the packages of package-lock.json are installed, then runs a TypeScript program with the Node version
 * that is pinned in package.json, in place of this process: it gets its arguments, signals and exit code.
 * @param {string} program path of the program from the root of the repository.
 */
export async function installAndRun(program) {
  await ensureInstalled();
  runInPlace(pinnedNode, [join(workspace, program), ...process.argv.slice(2)]);
}

/** Makes sure that the packages of package-lock.json and the pinned Node are installed. */
async function ensureInstalled() {
  checkNodeVersion();
  if (!isInstalled()) await install();
  if (!existsSync(pinnedNode)) {
    fail(
      `The pinned Node is missing (${pinnedNode}), because npm did not run the install scripts of its package.\n` +
        'Allow them and install again: npm ci --ignore-scripts=false (newer npm reads "allowScripts" in package.json).',
    );
  }
}

function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(
    `Atrium needs Node ${oldestNode.join('.')} or later to install, and this is ${process.version}. Get the current LTS from https://nodejs.org.`,
  );
}

/**
 * True when node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json at the end of
 * an installation; packages for other kinds of machines are missing in it.
 */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  delete wanted[''];
  const isSame = (a, b) => a?.version === b?.version && a?.resolved === b?.resolved && a?.integrity === b?.integrity;
  return (
    Object.entries(wanted).every(
      ([path, entry]) => isSame(entry, installed[path]) || (entry.optional && !installed[path]),
    ) && Object.keys(installed).every((path) => path in wanted)
  );
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(join(workspace, lockFile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function install() {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.log('Installing the packages of package-lock.json (npm ci) …');
  const timer = setInterval(() => console.log(`Installing … ${seconds()} s`), 10_000);
  const [command, ...prefix] = npmCommand();
  const code = await exitCode(
    spawn(command, [...prefix, 'ci', '--no-audit', '--no-fund'], { cwd: workspace, stdio: 'inherit' }),
  );
  clearInterval(timer);
  if (code !== 0) fail(`npm ci failed (exit code ${code}); its message is above.`);
  console.log(`Installed in ${seconds()} s.`);
}

/** The npm that runs this script, else the one on the PATH. */
function npmCommand() {
  const npm = process.env.npm_execpath;
  return npm && /\.[cm]?js$/.test(npm) ? [process.execPath, npm] : ['npm'];
}

/**
 * The program gets the signals of this process. The IPC channel tells it when this process is killed, and this process
 * looks whether the npm that runs it is still there.
 */
function runInPlace(command, args) {
  const child = spawn(command, args, { cwd: workspace, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref();
  }
  exitCode(child).then((code) => process.exit(code));
}

function exitCode(child) {
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(error.message);
      done(1);
    });
    child.once('close', (code) => done(code ?? 1));
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

// Run by itself, as CI does, it only installs.
if (process.argv[1] === import.meta.filename) await ensureInstalled();
