// npm test: installs what is missing, then runs every test against real servers.
import { installAndRun } from './install.mjs';

await installAndRun('tools/test/main.ts');
