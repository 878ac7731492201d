/**
 * Counts from the reports of the two test runners. A test may skip itself where a machine cannot run
 * it (no mounts of its own, no ordinary user); whatever else did not pass has failed.
 */
export function countUnit(report) {
  const { numPassedTests: passed, numPendingTests: skipped, numTotalTests } = report
  return { passed, failed: numTotalTests - passed - skipped }
}

/** Returns the titles of the skipped unit tests. */
export function skippedUnit({ testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  return tests
    .filter(({ status }) => status === 'skipped' || status === 'pending')
    .map(({ fullName }) => fullName)
}

export function countE2e(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  const unexplained = skipped - skippedE2e(report).length
  return { passed: expected, failed: unexpected + flaky + unexplained + report.errors.length }
}

/** Returns the skipped end-to-end tests with their reasons; a skip without a reason is a failure. */
export function skippedE2e({ suites = [] }) {
  const inside = suites.flatMap(skippedE2e)
  const specs = suites.flatMap((suite) => suite.specs ?? [])
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ status, annotations }) => {
      const reason = annotations.find(({ type }) => type === 'skip')?.description
      return status === 'skipped' && reason ? [`${title} (${reason})`] : []
    })
  )
  return [...own, ...inside]
}

/** Counts guards as tests: a guard passes when removing it makes a test fail. */
export const countMutants = ({ seen, notSeen }) => ({ passed: seen.length, failed: notSeen.length })

/** Returns the last line of a run. A step that failed without a failed test counts as one failure. */
export function summary(steps) {
  const sum = (pick) => steps.reduce((total, step) => total + pick(step), 0)
  const passed = sum(({ counts }) => counts?.passed ?? 0)
  const failed = sum(({ ok, counts }) => (counts?.failed ?? 0) || (ok ? 0 : 1))
  return `${passed} passed, ${failed} failed`
}
