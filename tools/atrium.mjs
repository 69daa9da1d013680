// npm run atrium: installs what is missing, then does an operator's work on a running suite.
import { installAndRun } from './install.mjs';

await installAndRun('tools/atrium/main.ts');
