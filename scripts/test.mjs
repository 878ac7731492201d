/** `npm test`: the checks of every change. With `--full` all others as well. */
import { fullSteps, steps } from './tests/steps.mjs'
import { runSuite } from './tests/suite.mjs'

await runSuite(process.argv.includes('--full') ? fullSteps : steps)
