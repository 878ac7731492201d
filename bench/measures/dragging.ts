import { join } from 'node:path'
import { openReadOnly } from '../../src/main/db/connection/database'
import { clipFiles } from '../../src/main/db/tables/file-records'
import { createGenerationStore } from '../../src/main/db/tables/generation-store'
import { ClipFiles } from '../../src/main/handoff/clip-files'
import { looksLikeVideo } from '../../src/main/media/file-kind'
import type { GenerationId } from '../../src/shared/generation'
import { homeOf, type Context } from '../context'
import { budgets } from '../report/budgets'
import { measurement, type Measurement } from '../report/measurement'

/** Clips of one drag. */
const counts = [1, 500] as const

/** Times what a native drag waits for in the main process: the paths and states of its clips. */
export function measureDragging(context: Context): Promise<readonly Measurement[]> {
  const { options, say } = context
  const measured = options.sizes.flatMap((size) => {
    say(`Finding the files of dragged clips among ${size}.`)
    const home = homeOf(context, size)
    const database = openReadOnly(home.database)
    try {
      const ids = database
        .prepare(
          `SELECT generation.uuid AS id FROM generation JOIN video ON video.generation_id = generation.id
           WHERE video.state = 'saved' AND deleted_at_ms IS NULL ORDER BY random() LIMIT 500`
        )
        .all() as unknown as readonly { readonly id: GenerationId }[]
      const store = createGenerationStore(database)
      const files = new ClipFiles({
        clipFiles: (clips) => clipFiles(database, clips),
        pathOf: ({ fileName }) => (fileName === null ? null : join(home.library, fileName)),
        isVideo: looksLikeVideo,
        whyFolderIsAway: () => null,
        onUsed: () => undefined,
        onMissing: () => undefined
      })
      return counts
        .filter((count) => count <= ids.length)
        .map((count) => {
          const clips = ids.slice(0, count).map(({ id }) => id)
          // The window has read the rows of what is selected.
          store.findAll(clips)
          const values = Array.from({ length: options.runs }, () => {
            const began = performance.now()
            files.existingSync(clips)
            return performance.now() - began
          })
          return measurement({
            measure: 'drag',
            what: count === 1 ? 'files of a dragged clip' : `files of ${count} dragged clips`,
            size,
            unit: 'ms',
            values,
            budget: budgets.dragStart
          })
        })
    } finally {
      database.close()
    }
  })
  return Promise.resolve(measured)
}
