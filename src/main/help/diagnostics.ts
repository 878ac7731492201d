import { arch, availableParallelism, release, totalmem, type } from 'node:os'
import type { AppState } from '@shared/app-state'
import { formatBytes } from '@shared/format-bytes'
import type { GenerationState } from '@shared/generation'
import type { ProblemCode } from '@shared/problem'

interface CodeCount {
  readonly code: ProblemCode
  readonly count: number
  readonly lastAtMs: number
}

/** What diagnostics are made of. None of it is a text that somebody wrote. */
export interface DiagnosticFacts {
  readonly state: Pick<
    AppState,
    'version' | 'demo' | 'developmentBuild' | 'key' | 'offline' | 'library' | 'sending' | 'notWritable'
  >
  readonly system: string
  readonly runtime: string
  readonly states: readonly { readonly state: GenerationState; readonly count: number }[]
  readonly failures: readonly CodeCount[]
  /** Problems that the user met since the start. */
  readonly met: readonly CodeCount[]
  readonly crashReports: number
  readonly nowMs: number
}

/** Returns facts for a report, as text: versions, system, counts and codes; no prompt, key, path or name. */
export function formatDiagnostics(facts: DiagnosticFacts): string {
  const { state, states } = facts
  const { key, library, sending } = state
  const lines: readonly (readonly [string, string])[] = [
    [
      'Dailies',
      [state.version, state.demo && 'demo', state.developmentBuild && 'development build']
        .filter(Boolean)
        .join(', ')
    ],
    ['System', facts.system],
    ['Runtime', facts.runtime],
    ['Time', new Date(facts.nowMs).toISOString()],
    ['Key', `${key.status}, kept in ${key.keptIn}`],
    ['Network', state.offline ? 'offline' : 'online'],
    ['Library', `${sizeClass(states)}, folder ${library.status}, ${freeSpace(library.freeBytes)}`],
    ['Saving', state.notWritable?.code ?? 'works'],
    ['Sending', `${sending.paused ? 'paused' : 'on'}, held for ${sending.heldFor ?? 'nothing'}`],
    ['Generations', states.map((one) => `${one.state} ${one.count}`).join(', ') || 'none'],
    ['Failures', inWords(facts.failures)],
    ['Problems since the start', inWords(facts.met)],
    ['Crash reports', String(facts.crashReports)]
  ]
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('')
}

/** Returns the kind of computer and desktop. */
export function describeSystem(environment: Readonly<Record<string, string | undefined>>): string {
  const desktop = [environment['XDG_SESSION_TYPE'], environment['XDG_CURRENT_DESKTOP']]
    // Set by anybody: a word of the desktop, or nothing.
    .filter((word) => word !== undefined && /^[\w:-]{1,40}$/.test(word))
  const hardware = `${availableParallelism()} processors, ${formatBytes(totalmem())} memory`
  return [`${type()} ${release()} ${arch()}`, ...desktop, hardware].join(', ')
}

export function describeRuntime(versions: Readonly<Record<string, string | undefined>>): string {
  const parts = { Electron: versions['electron'], Chromium: versions['chrome'], Node: versions['node'] }
  return Object.entries(parts)
    .flatMap(([name, version]) => (version === undefined ? [] : [`${name} ${version}`]))
    .join(', ')
}

const sizeClasses = [0, 100, 1_000, 10_000, 100_000]

function sizeClass(states: DiagnosticFacts['states']): string {
  const total = states.reduce((sum, { count }) => sum + count, 0)
  const above = sizeClasses.find((size) => total <= size)
  if (above === 0) return 'empty'
  return above === undefined ? 'more than 100000 generations' : `up to ${above} generations`
}

/** Rounds to a power of ten: the exact number would tell computers apart. */
function freeSpace(bytes: number | null): string {
  if (bytes === null) return 'free space not known'
  return bytes < 1 ? 'no free space' : `at least ${formatBytes(10 ** Math.floor(Math.log10(bytes)))} free`
}

const inWords = (counts: readonly CodeCount[]): string =>
  counts
    .map(({ code, count, lastAtMs }) => `${code} ${count} (last ${new Date(lastAtMs).toISOString()})`)
    .join(', ') || 'none'
