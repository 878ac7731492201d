import type { HandlersOf } from '../ipc/handlers'
import type { HotFolders } from './hot-folders'

/** Desktop functions for hot folders. */
export interface HotFolderDesktop {
  chooseHotFolder(startAt: string): Promise<string | null>
  openFolder(path: string): Promise<void>
  /** @throws ProblemError unless the user just clicked or pressed a key. */
  requireGesture(): void
}

export const hotFolderHandlers = (deps: {
  readonly hotFolders: HotFolders
  readonly desktop: HotFolderDesktop
}): HandlersOf<'hotFolders'> => {
  const { hotFolders, desktop } = deps
  return {
    'hotFolders.add': async (wish) => ({ added: await hotFolders.add(wish) }),
    'hotFolders.change': (change) => hotFolders.change(change),
    'hotFolders.stop': ({ id, remove }) => {
      desktop.requireGesture()
      return hotFolders.stop(id, remove)
    },
    'hotFolders.open': ({ id }) => desktop.openFolder(hotFolders.pathOf(id))
  }
}
