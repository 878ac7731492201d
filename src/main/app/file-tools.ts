import { isImported } from '@shared/generation'
import type { CurationStore } from '../curation/ports'
import { describeClip } from '../library/clip-description'
import { clipWords } from '../library/clip-words'
import { clearImports } from '../library/folder/clear-parts'
import { importedFileName } from '../library/folder/import-name'
import { makeIncoming, type LibraryFolder } from '../library/folder/library-folder'
import type { Place } from '../library/move/copy-verified'
import { foundClip } from '../library/recovery/found-clip'
import { inspectFile, readVideo } from '../media/read-video'
import { isOwnSidecar, makeSidecar } from '../media/xmp/sidecar-text'
import { SidecarFiles } from '../sidecars/sidecar-files'
import type { SidecarsDeps } from '../sidecars/sidecars'

/** Functions of the library and of video files that imports use. */
export const importTools = {
  inspect: inspectFile,
  readVideo,
  foundClip,
  importedFileName,
  makeIncoming,
  clearImports
}

/** Returns what writes the sidecars of clips, and their texts. */
export const sidecarTools = (deps: {
  readonly folder: LibraryFolder
  readonly curation: Pick<CurationStore, 'items'>
  readonly place: Place
}): { readonly files: SidecarFiles; readonly textOf: SidecarsDeps['textOf'] } => ({
  files: new SidecarFiles({ ...deps, makeIncoming, isOwn: isOwnSidecar }),
  textOf: (generation, video) =>
    makeSidecar(describeClip(generation, video), {
      ...clipWords(generation, (ids) => deps.curation.items(ids)),
      isImported: isImported(generation)
    })
})
