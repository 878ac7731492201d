/**
 * Numbers out of the reports that the two test runners write. A test leaves itself out where a machine cannot run
 * it (no mounts of its own, no ordinary user); whatever else did not pass has failed.
 */
export function countUnit(report) {
  const { numPassedTests: passed, numPendingTests: skipped, numTotalTests } = report
  return { passed, failed: numTotalTests - passed - skipped }
}

/** The titles of the tests that left themselves out. */
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

/** The end-to-end tests that left themselves out, each with its reason: without one a test has failed. */
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

/** A guard counts as a test: it passes where taking it away makes one fail. */
export const countMutants = ({ seen, notSeen }) => ({ passed: seen.length, failed: notSeen.length })

/** The last line of a run. A step that failed without a failed test counts as one failure. */
export function summary(steps) {
  const sum = (pick) => steps.reduce((total, step) => total + pick(step), 0)
  const passed = sum(({ counts }) => counts?.passed ?? 0)
  const failed = sum(({ ok, counts }) => (counts?.failed ?? 0) || (ok ? 0 : 1))
  return `${passed} passed, ${failed} failed`
}
