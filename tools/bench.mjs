// npm run bench: installs what is missing, then measures the suite on this machine.
import { installAndRun } from './install.mjs';

await installAndRun('tools/bench/main.ts');
