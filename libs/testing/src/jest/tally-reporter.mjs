import { appendFileSync } from 'node:fs';

/**
 * Adds this project's counts as one line of JSON to the file that ATRIUM_TEST_TALLY names, so that one run over many
 * projects can be summed up. A test file that could not run counts as one failure.
 */
export default class TallyReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.ATRIUM_TEST_TALLY;
    if (!file) return;
    const numPassed = results.numPassedTests;
    const numFailed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const numSkipped = results.numPendingTests + results.numTodoTests;
    appendFileSync(file, `${JSON.stringify({ numPassed, numFailed, numSkipped })}\n`);
  }
}
