import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../base/clock'
import type { HandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import { CrashReports } from './crash-reports'
import { describeRuntime, describeSystem, formatDiagnostics, type DiagnosticFacts } from './diagnostics'
import type { RecentProblems } from './recent-problems'

/** Each needs a gesture of the user. */
export interface HelpDesktop {
  requireGesture(): void
  copyText(text: string): Promise<void>
  revealFile(path: string): void
  openFolder(path: string): Promise<void>
}

interface HelpDeps {
  readonly folders: { readonly logs: string; readonly crashReports: string }
  readonly desktop: HelpDesktop
  readonly state: { current(): DiagnosticFacts['state'] }
  readonly readSummary: () => Promise<Pick<DiagnosticFacts, 'states' | 'failures'>>
  readonly recentProblems: RecentProblems
  readonly firstPaint: { readonly done: Promise<void> }
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
}

/** Creates what helps somebody to find or to report a problem. */
export function createHelp(deps: HelpDeps): { readonly helpHandlers: HandlersOf<'help'> } {
  const { folders, desktop, firstPaint } = deps
  const crashReports = new CrashReports(folders.crashReports)
  void firstPaint.done
    .then(() => crashReports.prune())
    .catch((error: unknown) => deps.logger.warn('Removing old crash reports failed', error))

  const diagnostics = async (): Promise<{ readonly text: string; readonly crashReports: number }> => {
    const count = await crashReports.count()
    const facts: DiagnosticFacts = {
      state: deps.state.current(),
      system: describeSystem(process.env),
      runtime: describeRuntime(process.versions),
      ...(await deps.readSummary()),
      met: deps.recentProblems.latest(),
      crashReports: count,
      nowMs: deps.clock.now()
    }
    return { text: formatDiagnostics(facts), crashReports: count }
  }
  return {
    helpHandlers: {
      'help.showLog': async () => {
        const newest = await newestLog(folders.logs)
        if (newest === null) await desktop.openFolder(folders.logs)
        else desktop.revealFile(newest)
      },
      'help.showCrashReports': () => desktop.openFolder(folders.crashReports),
      'help.diagnostics': diagnostics,
      'help.copyDiagnostics': async () => {
        desktop.requireGesture()
        await desktop.copyText((await diagnostics()).text)
      }
    }
  }
}

/** Returns the log that is being written; null if nothing could be. */
async function newestLog(folder: string): Promise<string | null> {
  // A folder that cannot be read is shown all the same.
  const names = await readdir(folder).catch(() => [])
  const newest = names
    .filter((name) => /^dailies-\d{4}-\d{2}-\d{2}\.log$/.test(name))
    .toSorted()
    .at(-1)
  return newest === undefined ? null : join(folder, newest)
}
