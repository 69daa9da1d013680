import { jestConfig } from '../jest.preset.mjs';

export default jestConfig(import.meta.dirname, { testMatch: ['<rootDir>/bench/**/*.spec.ts'] });
