/** Numbers out of the reports that the two test runners write. A test that was skipped has not passed. */
export function countUnit(report) {
  return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests }
}

export function countE2e({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length }
}

/** The last line of a run. A step that failed without a failed test counts as one failure. */
export function summary(steps) {
  const sum = (pick) => steps.reduce((total, step) => total + pick(step), 0)
  const passed = sum(({ counts }) => counts?.passed ?? 0)
  const failed = sum(({ ok, counts }) => (counts?.failed ?? 0) || (ok ? 0 : 1))
  return `${passed} passed, ${failed} failed`
}
