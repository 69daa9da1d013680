// npm start: installs what is missing, then runs the suite on this machine.
import { installAndRun } from './install.mjs';

await installAndRun('tools/start/main.ts');
