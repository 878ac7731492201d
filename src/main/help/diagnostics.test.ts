import { expect, it } from 'vitest'
import { quietSending } from '@shared/testing/quiet-sending'
import { describeRuntime, describeSystem, formatDiagnostics, type DiagnosticFacts } from './diagnostics'

const facts: DiagnosticFacts = {
  state: {
    version: '1.2.3',
    demo: false,
    developmentBuild: false,
    key: { status: 'present', keptIn: 'keychain', number: 1, keychainName: 'your keyring', problem: null },
    offline: true,
    library: {
      folder: '/home/ada/Secret film',
      status: 'ok',
      freeBytes: 123_456_789_000,
      reading: null,
      checking: null,
      indexing: null,
      sidecars: { writing: null, left: 0 }
    },
    sending: { ...quietSending, heldFor: 'network', waiting: 1 },
    notWritable: null
  },
  system: 'Linux 6.8.0 x64',
  runtime: 'Electron 45.4.1',
  states: [
    { state: 'failed', count: 3 },
    { state: 'ready', count: 998 }
  ],
  failures: [{ code: 'no_credit', count: 3, lastAtMs: 0 }],
  met: [],
  crashReports: 2,
  nowMs: 1_000
}

it('is one line for each fact', () => {
  expect(formatDiagnostics(facts)).toBe(
    [
      'Dailies: 1.2.3',
      'System: Linux 6.8.0 x64',
      'Runtime: Electron 45.4.1',
      'Time: 1970-01-01T00:00:01.000Z',
      'Key: present, kept in keychain',
      'Network: offline',
      'Library: up to 10000 generations, folder ok, at least 100 GB free',
      'Saving: works',
      'Sending: on, held for network',
      'Generations: failed 3, ready 998',
      'Failures: no_credit 3 (last 1970-01-01T00:00:00.000Z)',
      'Problems since the start: none',
      'Crash reports: 2',
      ''
    ].join('\n')
  )
})

it.each([
  [0, 'empty'],
  [1, 'up to 100 generations'],
  [100, 'up to 100 generations'],
  [100_001, 'more than 100000 generations']
])('names a size class for %i clips', (count, words) => {
  const states = count === 0 ? [] : [{ state: 'ready', count } as const]
  expect(formatDiagnostics({ ...facts, states })).toContain(`Library: ${words},`)
})

it('names the desktop only by a plain word', () => {
  expect(describeSystem({ XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' })).toContain(
    ', wayland, ubuntu:GNOME, '
  )
  expect(describeSystem({ XDG_CURRENT_DESKTOP: '/home/ada' })).not.toContain('ada')
})

it('names the versions that there are', () => {
  expect(describeRuntime({ node: '22.1.0', v8: '1' })).toBe('Node 22.1.0')
})
