import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProject } from '../base/paths.mjs'

const later = 'declare function later(): Promise<void>\n'

/** One mistake per file, and the rule that must report it. */
const mistakes = [
  ['src/main/floating.ts', `${later}export const go = (): void => { later() }\n`, 'no-floating-promises'],
  [
    'src/main/misused.ts',
    `${later}export const go = (items: readonly number[]): void => items.forEach(async () => { await later() })\n`,
    'no-misused-promises'
  ],
  [
    'src/shared/switch.ts',
    "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1\n  }\n  return 2\n}\n",
    'switch-exhaustiveness-check'
  ],
  ['src/shared/any.ts', 'export const f = (x: any): string => String(x)\n', 'no-explicit-any'],
  ['src/shared/unsafe.ts', "export const n: number = JSON.parse('1')\n", 'no-unsafe-assignment'],
  [
    'src/shared/never.ts',
    'export const f = (x: string): string => x ?? String(0)\n',
    'no-unnecessary-condition'
  ],
  ['src/main/console.ts', "console.log('x')\nexport {}\n", 'no-console'],
  ['src/main/equal.ts', 'export const f = (a: number, b: number): boolean => a == b\n', 'eqeqeq'],
  ['src/main/unused.ts', 'const unused = 1\nexport {}\n', 'no-unused-vars'],
  ['scripts/undefined.mjs', 'nowhere()\n', 'no-undef'],
  ['src/shared/node.ts', "export * from 'node:fs'\n", 'no-restricted-imports'],
  ['src/shared/up.ts', "export * from '../main/app'\n", 'no-restricted-imports'],
  ['src/main/library/neighbour.ts', "export { x } from '../downloads/x'\n", 'no-restricted-imports'],
  [
    'src/main/library/folder/neighbour.ts',
    "export { x } from '../../downloads/x'\n",
    'no-restricted-imports'
  ],
  ['src/main/library/folder/upward.ts', "export { x } from '../../app/x'\n", 'no-restricted-imports'],
  ['src/main/base/upward.ts', "export { x } from '../library/x'\n", 'no-restricted-imports'],
  ['src/main/library/electron.ts', "export { app } from 'electron'\n", 'no-restricted-imports'],
  ['src/main/library/sql.ts', "export * from '@photostructure/sqlite'\n", 'no-restricted-imports'],
  ['src/main/app/app.ts', "export { app } from 'electron'\n", 'no-restricted-imports'],
  ['src/preload/keys.ts', "export * from 'keytar'\n", 'no-restricted-imports'],
  ['src/simulator/app.ts', "export * from '../main/app'\n", 'no-restricted-imports'],
  [
    'src/renderer/src/features/queue/a.ts',
    "export * from '../../features/grid/b'\n",
    'no-restricted-imports'
  ],
  ['src/main/only.test.ts', "declare const it: any\nit.only('x', () => undefined)\n", 'no-hidden-tests'],
  ['e2e/skip.spec.ts', "declare const test: any\ntest.skip('x', () => undefined)\n", 'no-hidden-tests'],
  ['scripts/todo.test.mjs', "import { it } from 'vitest'\nit.todo('x')\n", 'no-hidden-tests'],
  [
    'src/renderer/src/lib/Floating.svelte',
    `<script lang="ts">\n  const later = (): Promise<void> => Promise.resolve()\n  later()\n</script>\n`,
    'no-floating-promises'
  ],
  [
    'src/renderer/src/features/queue/Wall.svelte',
    `<script lang="ts">\n  import { app } from '../../../../main/app'\n</script>\n\n{app}\n`,
    'no-restricted-imports'
  ],
  ['src/renderer/src/lib/Html.svelte', `<p>{@html '<b>x</b>'}</p>\n`, 'no-at-html-tags'],
  ['src/renderer/src/lib/Key.svelte', `{#each [1, 2] as n}<p>{n}</p>{/each}\n`, 'require-each-key'],
  [
    'src/renderer/src/lib/floating.svelte.ts',
    `${later}export const go = (): void => { later() }\n`,
    'no-floating-promises'
  ],
  ['src/renderer/src/lib/set.svelte.ts', 'export const all = new Set<string>()\n', 'prefer-svelte-reactivity']
]

/** Code that must pass: the same code where it is allowed. */
const inOrder = [
  ['src/main/db/sql.ts', "export * from '@photostructure/sqlite'\n"],
  ['src/main/library/typed.ts', "export type { X } from '../downloads/x'\n"],
  [
    'src/main/skip.test.ts',
    "declare const it: any\nit.skip(process.getuid?.() === 0, 'needs an ordinary user')\n"
  ]
]

/** Makes a small project with this project's rules. */
function makeProject(folder) {
  for (const name of readdirSync(inProject()))
    if (/^(eslint|oxlint)\..*\.js$|^tsconfig.*\.json$|^(package|svelte\.config)\.js(on)?$/.test(name))
      cpSync(inProject(name), join(folder, name))
  symlinkSync(inProject('node_modules'), join(folder, 'node_modules'))
  for (const [path, text] of [...mistakes, ...inOrder]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Returns the rules that each linter reported, by file. */
function lint(folder) {
  const run = (tool, ...args) =>
    spawnSync(join(folder, 'node_modules/.bin', tool), args, { cwd: folder, encoding: 'utf8' })
  const found = []
  const ox = run('oxlint', '-c', 'oxlint.config.js', '-f', 'json')
  for (const { filename, code } of JSON.parse(ox.stdout).diagnostics) found.push(`${filename}: ${code}`)
  const es = run('eslint', '.', '-f', 'json')
  for (const { filePath, messages } of JSON.parse(es.stdout))
    for (const { ruleId } of messages) found.push(`${filePath.slice(folder.length + 1)}: ${ruleId}`)
  return { found, codes: [ox.status, es.status] }
}

describe('the linters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-lint-'))
  let found, codes
  beforeAll(() => {
    makeProject(folder)
    ;({ found, codes } = lint(folder))
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(mistakes.map(([path, , rule]) => [path, rule]))('see in %s: %s', (path, rule) => {
    expect(found.filter((line) => line.startsWith(`${path}: `)).join('\n')).toContain(rule)
  })

  it.each(inOrder.map(([path]) => path))('find nothing in %s', (path) => {
    expect(
      found.filter((line) => line.startsWith(`${path}: `) && /no-restricted|no-hidden/.test(line))
    ).toEqual([])
  })

  it('end with a failure', () => {
    expect(codes).toEqual([1, 1])
  })
})
