/** `npm test`: what says whether a change can be trusted. With `--full` everything else besides. */
import { fullSteps, steps } from './tests/steps.mjs'
import { runSuite } from './tests/suite.mjs'

await runSuite(process.argv.includes('--full') ? fullSteps : steps)
