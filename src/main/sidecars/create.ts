import type { GenerationView } from '@shared/generation'
import type { Item } from '@shared/library/items'
import { ProblemError, type Problem } from '@shared/problem'
import type { Disposables } from '../base/disposables'
import type { Signal } from '../base/signal'
import type { HandlersOf } from '../ipc/handlers'
import type { FileRecordPages } from '../library/recovery/reconcile'
import { Sidecars, type SidecarsDeps } from './sidecars'

/** Creates the keeping of sidecars. */
export function createSidecars(
  deps: Pick<SidecarsDeps, 'files' | 'store' | 'textOf' | 'clock' | 'logger' | 'onChange'> & {
    /** Returns why nothing can be written to the library folder or the database; null when it can. */
    readonly whyNotWritable: () => Problem | null
    readonly settings: { readonly current: { readonly sidecars: boolean } }
    readonly rows: {
      readonly fileRecordPages: FileRecordPages
      readonly clipsIn: SidecarsDeps['clipsIn']
    }
    readonly keyValue: {
      read(name: 'sidecars'): string | null
      write(name: 'sidecars', value: string): void
    }
    readonly clipChanged: Signal<GenerationView>
    readonly itemChanged: Signal<Item>
    readonly rowsAdded: Signal
    readonly folderReturned: Signal
    /** Fires when a setting may have changed. */
    readonly wake: Signal
    readonly disposables: Disposables
  }
): { readonly sidecars: Sidecars; readonly sidecarHandlers: HandlersOf<'sidecars'> } {
  const { keyValue, rows, settings, whyNotWritable } = deps
  const sidecars = new Sidecars({
    ...deps,
    isWritable: () => whyNotWritable() === null,
    isWanted: () => settings.current.sidecars,
    pages: rows.fileRecordPages,
    clipsIn: rows.clipsIn,
    memory: {
      isSettled: () => keyValue.read('sidecars') === 'settled',
      note: (isSettled) => keyValue.write('sidecars', isSettled ? 'settled' : 'due')
    },
    logger: deps.logger.child('sidecars')
  })
  deps.clipChanged.on(({ id }) => sidecars.noteClip(id))
  deps.itemChanged.on((item) => sidecars.noteItem(item))
  deps.rowsAdded.on(() => sidecars.noteAll())
  deps.folderReturned.on(() => sidecars.noteAll())
  deps.wake.on(() => sidecars.noteSettings())
  deps.disposables.add(() => sidecars.dispose())
  return {
    sidecars,
    sidecarHandlers: {
      'sidecars.remove': () => {
        const problem = whyNotWritable()
        if (problem) throw new ProblemError(problem)
        return sidecars.removeAll()
      }
    }
  }
}
