import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { inProject } from '../base/paths.mjs'

/** Lines of an error that are repeated: what was expected and received, without the stack. */
const errorLines = 12

/** Lines of what a failed end-to-end test or check printed, which are repeated: the end of its output. */
const outputLines = 40

const beginning = (text) => stripVTControlCharacters(text).split('\n').slice(0, errorLines).join('\n')
const end = (text) => stripVTControlCharacters(text).trimEnd().split('\n').slice(-outputLines).join('\n')
const failure = (file, title, messages) => ({
  test: `${relative(inProject('.'), file)}: ${title}`,
  error: beginning(messages.filter(Boolean).join('\n'))
})

/** Returns the failed unit tests and test files of a Vitest report, each with the beginning of its error. */
export function failedUnit({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [failure(name, 'the file', [message])]
    return failed.map(({ fullName, failureMessages }) => failure(name, fullName, failureMessages))
  })
}

/** Returns the failed tests of a Playwright report, each with the beginning of its error and the end of its output. */
export function failedE2e({ suites = [], errors = [] }) {
  const outside = errors.map(({ message }) => failure('e2e', 'outside any test', [message]))
  return [...outside, ...suites.flatMap(failedOfSuite)]
}

function failedOfSuite({ suites = [], specs = [] }) {
  const own = specs.filter(({ ok }) => !ok).map(failedSpec)
  return [...own, ...suites.flatMap(failedOfSuite)]
}

function failedSpec({ file, line, title, tests }) {
  const results = tests.flatMap((test) => test.results)
  const messages = results.flatMap(({ errors }) => errors.map(({ message }) => message))
  const output = results.flatMap(({ stderr = [] }) => stderr.map(({ text = '' }) => text)).join('')
  const failed = failure(inProject('e2e', `${file}:${line}`), title, messages)
  return output === '' ? failed : { ...failed, error: `${failed.error}\n${end(output)}` }
}

/** Returns a command that failed, with the end of its output. */
export const failedCheck = (test, output) => ({ test, error: end(output) })

/** Describes failed tests at the end of a run, where the output of a long run is far above. */
export const failuresText = (failures) =>
  failures.map(({ test, error }) => `\n${test}\n${error.replace(/^/gm, '  ')}\n`).join('')
