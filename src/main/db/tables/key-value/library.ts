import * as z from 'zod'
import type { ConflictCopy } from '../../../library/journal/conflict-copies'
import type { FolderMemory } from '../../../library/folder/library-folder'
import type { MoveMemory } from '../../../library/move/library-move'
import { parseJson } from '../column-types'
import type { ReadableDatabase, WritableDatabase } from '../../connection/database'
import { removeValue, readValue, writeValue } from './key-value-table'

const Known = z.object({ folder: z.string(), id: z.string() })

/** Returns access to the id and folder of the library that the rows belong to. */
export const libraryMemory = (database: WritableDatabase): FolderMemory => ({
  read: () => {
    const text = readValue(database, 'library')
    return text === null ? null : Known.parse(JSON.parse(text))
  },
  write: (known) => writeValue(database, 'library', JSON.stringify(known))
})

const Move = z.object({ from: z.string(), to: z.string(), kind: z.enum(['relink', 'leave', 'move']) })

/** Returns access to the move of the library that is under way. */
export const moveMemory = (database: WritableDatabase): MoveMemory => ({
  read: () => {
    const text = readValue(database, 'moving')
    return text === null ? null : Move.parse(JSON.parse(text))
  },
  write: (move) => writeValue(database, 'moving', JSON.stringify(move)),
  remove: () => removeValue(database, 'moving')
})

/** Returns when every file was last compared with its row, in milliseconds since 1970; 0 if never. */
export const filesComparedAtMs = (database: ReadableDatabase): number =>
  Number(readValue(database, 'files_compared') ?? 0)

export const noteFilesCompared = (database: WritableDatabase, atMs: number): void =>
  writeValue(database, 'files_compared', String(atMs))

const Copies = z.array(z.object({ name: z.string(), size: z.int() }))

/** Returns the conflict copies of the journal or the saved items that were merged. */
export const copiesRead = (
  database: ReadableDatabase,
  name: 'journal_copies' | 'belongings_copies'
): readonly ConflictCopy[] => Copies.catch([]).parse(parseJson(readValue(database, name) ?? '[]'))
