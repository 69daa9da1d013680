import { jestConfig } from '../jest.preset.mjs';

export default jestConfig(import.meta.dirname, { testMatch: ['<rootDir>/{atrium,bench}/**/*.spec.ts'] });
