import { jestConfig } from '../../jest.preset.mjs';

/** Each story starts its own suite; two of them at a time would only wait for each other's processors. */
export default jestConfig(import.meta.dirname, { testTimeout: 60_000, maxWorkers: 1 });
