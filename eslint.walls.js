/**
 * Who may import whom, as ARCHITECTURE.md says: `renderer → shared ← main`, `preload → shared`; inside main
 * a capability knows `shared` and itself, only platform/ and index.ts know Electron, only app/ knows
 * them all, and base/ knows none of them.
 */
const capabilities = [
  'activity',
  'consent',
  'curation',
  'credentials',
  'db',
  'downloads',
  'drops',
  'edits',
  'editor-copies',
  'generations',
  'handoff',
  'help',
  'hot-folder',
  'imports',
  'installation',
  'ipc',
  'library',
  'logging',
  'media',
  'models',
  'modelslab',
  'notifications',
  'platform',
  'prompts',
  'settings',
  'sidecars',
  'spending',
  'timelines',
  'trash',
  'updates'
]

const electron = {
  regex: '^electron(/.*)?$',
  message: 'Only src/main/index.ts, src/main/platform and src/preload know Electron.'
}
const keytar = { regex: '^keytar$', message: 'Only src/main/credentials knows keytar.' }
const sqlite = { regex: '^@photostructure/sqlite$', message: 'Only src/main/db knows SQLite.' }
const node = { regex: '^node:', message: 'This folder also runs where there is no Node.' }
const into = (...folders) => ({
  regex: `(^|/)(${folders.join('|')})(/|$)`,
  message: 'Imports run one way: renderer → shared ← main, preload → shared.'
})

const wall = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] }
})

/** Nothing reaches up to what puts it together. */
const upward = {
  regex: '^(\\.\\./)+app/',
  allowTypeImports: true,
  message: 'Only src/main/index.ts knows app/.'
}

const insideMain = capabilities.map((name) => {
  const others = capabilities.filter((other) => other !== name && other !== 'logging')
  const foreign = {
    regex: `^(\\.\\./)+(${others.join('|')})(/|$)`,
    // Whoever implements an interface that another capability declares may know its type, never its code.
    allowTypeImports: true,
    message: 'A capability knows shared and the interfaces it names itself; app/ hands it the rest.'
  }
  const patterns = [into('renderer', 'simulator', 'preload'), upward]
  if (name !== 'platform') patterns.push(electron, foreign)
  if (name !== 'credentials') patterns.push(keytar)
  if (name !== 'db') patterns.push(sqlite)
  return wall([`src/main/${name}/**/*.ts`], ...patterns)
})

export const walls = [
  wall(
    ['src/shared/**/*.ts'],
    electron,
    keytar,
    sqlite,
    node,
    into('main', 'renderer', 'preload', 'simulator')
  ),
  wall(['src/preload/**/*.ts'], keytar, sqlite, node, into('main', 'renderer', 'simulator')),
  wall(
    ['src/renderer/**/*.{ts,svelte}'],
    electron,
    keytar,
    sqlite,
    node,
    into('main', 'preload', 'simulator')
  ),
  wall(['src/simulator/**/*.ts'], electron, keytar, sqlite, into('main', 'renderer', 'preload')),
  {
    ...wall(['src/main/*.ts', 'src/main/app/**/*.ts'], electron, into('renderer', 'preload')),
    ignores: ['src/main/index.ts']
  },
  wall(
    ['src/main/base/**/*.ts'],
    electron,
    keytar,
    sqlite,
    into('renderer', 'preload', 'simulator', 'app', ...capabilities.filter((name) => name !== 'logging'))
  ),
  ...insideMain,
  // A test may put real neighbours together: that is what an integration test is for.
  {
    files: ['src/**/*.test.ts', 'src/**/testing/**'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' }
  },
  {
    files: ['src/renderer/src/features/**/*.{ts,svelte}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            electron,
            node,
            into('main', 'preload', 'simulator'),
            { regex: '/features/', message: 'A feature does not import another feature; both import lib.' }
          ]
        }
      ]
    }
  }
]
