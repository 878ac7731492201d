import type { GenerationView } from '@shared/generation'
import {
  mostHotFolders,
  type HotFolder,
  type HotFolderId,
  type HotFolderState
} from '@shared/library/hot-folders'
import { views } from '@shared/library/views'
import { ProblemError } from '@shared/problem'
import { errorCode } from '../base/errors'
import { FolderSync, type FolderSyncDeps } from './folder-sync'
import { markerPathIn, markerText, readMarker } from './marker'
import { problems } from './problems'
import { isInLibrary, TargetError } from './target'

interface HotFoldersDeps extends FolderSyncDeps {
  readonly settings: {
    readonly current: { readonly hotFolders: readonly HotFolder[] }
    update(change: { readonly hotFolders: HotFolder[] }): void
  }
  /** Id of the library; null while it is away. */
  readonly libraryId: () => string | null
  readonly chooseFolder: () => Promise<string | null>
  readonly newId: () => HotFolderId
}

/** Use cases on hot folders, and their syncs. */
export class HotFolders {
  readonly #syncs = new Map<HotFolderId, FolderSync>()
  #isStarted = false

  constructor(private readonly deps: HotFoldersDeps) {
    for (const folder of deps.settings.current.hotFolders)
      this.#syncs.set(folder.id, new FolderSync(folder, deps))
  }

  get states(): readonly HotFolderState[] {
    return [...this.#syncs.values()].map(({ state }) => state)
  }

  /** Begins to sync: what was cut off is finished, and what changed since is applied. */
  start(): void {
    this.#isStarted = true
    this.syncAll()
  }

  syncAll(): void {
    if (!this.#isStarted) return
    for (const sync of this.#syncs.values()) sync.soon()
  }

  /** Syncs the folders that a change of a clip may concern. */
  noteClip(view: GenerationView): void {
    if (!this.#isStarted) return
    for (const sync of this.#syncs.values()) {
      if (sync.mayDiffer(view.id, mayBelong(view, sync.folder))) sync.soon()
    }
  }

  /** Lets the user choose a folder and mirrors clips into it. Returns false if the user cancelled. */
  async add(wish: Pick<HotFolder, 'rule' | 'projectId' | 'way'>): Promise<boolean> {
    if (this.#syncs.size >= mostHotFolders) throw new ProblemError(problems.tooMany)
    const chosen = await this.deps.chooseFolder()
    if (chosen === null) return false
    const path = await this.deps.files.realPath(chosen)
    const folder: HotFolder = { ...wish, id: this.deps.newId(), path }
    await this.#mark(folder)
    this.deps.settings.update({ hotFolders: [...this.#listed(), folder] })
    const sync = new FolderSync(folder, this.deps)
    this.#syncs.set(folder.id, sync)
    this.deps.onChange()
    if (this.#isStarted) sync.soon()
    return true
  }

  change(change: Pick<HotFolder, 'id' | 'rule' | 'projectId'>): void {
    const sync = this.#find(change.id)
    const folder = { ...sync.folder, ...change }
    this.deps.settings.update({
      hotFolders: this.#listed().map((one) => (one.id === change.id ? folder : one))
    })
    sync.change(folder)
  }

  /** Ends mirroring into a folder. */
  async stop(id: HotFolderId, remove: boolean): Promise<{ readonly removed: number; readonly left: number }> {
    const sync = this.#find(id)
    const outcome = await sync.end(remove).catch((error: unknown) => {
      // The files stay, and so does a marker that says whose they were.
      if (!remove) return { removed: 0, left: 0 }
      this.#restart(sync.folder)
      throw error instanceof TargetError ? new ProblemError(problems.notThere) : error
    })
    this.#syncs.delete(id)
    this.deps.settings.update({ hotFolders: this.#listed().filter((one) => one.id !== id) })
    this.deps.onChange()
    return outcome
  }

  pathOf(id: HotFolderId): string {
    return this.#find(id).folder.path
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#syncs.values()].map((sync) => sync.stop()))
  }

  /** Writes the marker that makes a folder ours. What this library put there before is ours again. */
  async #mark(folder: HotFolder): Promise<void> {
    const { path, id } = folder
    const { files, libraryRoot } = this.deps
    if (await isInLibrary(path, { realPath: files.realPath, libraryRoot: libraryRoot() })) {
      throw new ProblemError(problems.inLibrary)
    }
    if (this.#listed().some((one) => one.path === path)) throw new ProblemError(problems.onList)
    const found = await readMarker(path)
    const library = this.deps.libraryId()
    if (found === 'unreadable') throw new ProblemError(problems.taken)
    const before = found === 'none' ? null : found.marker
    if (before && (before.library === null || before.library !== library)) {
      throw new ProblemError(problems.taken)
    }
    const marker = { version: 1, owner: id, library, entries: before?.entries ?? [] } as const
    try {
      await files.writeMarker(markerPathIn(path), markerText(marker))
    } catch (error) {
      throw ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error))
        ? new ProblemError(problems.readOnly, { cause: error })
        : error
    }
  }

  #restart(folder: HotFolder): void {
    const sync = new FolderSync(folder, this.deps)
    this.#syncs.set(folder.id, sync)
    sync.soon()
  }

  #find(id: HotFolderId): FolderSync {
    const sync = this.#syncs.get(id)
    if (!sync) throw new ProblemError(problems.notFound)
    return sync
  }

  #listed(): readonly HotFolder[] {
    return this.deps.settings.current.hotFolders
  }
}

/** Returns whether a clip may belong into a folder, as far as the clip alone says it. */
function mayBelong(view: GenerationView, { rule, projectId }: HotFolder): boolean {
  const { annotations } = view
  if (!views.all.matches(view)) return false
  if (rule.kind === 'circled') return annotations.isCircled && annotations.shotId !== null
  return annotations.stars >= rule.from && (projectId === null || annotations.projectId === projectId)
}
