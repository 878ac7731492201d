import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { Places } from '../engine/app-process'
import { tokenIn } from '../runner/presses'
import { isWholeVideo } from './whole-video'

export interface AuditedVideo {
  readonly id: string
  readonly state: string
  readonly fileName: string | null
  readonly sha256: string | null
}

interface AuditedFile {
  /** The token in the prompt that the file carries; empty where it carries none. */
  readonly token: string
  readonly sha256: string
  readonly isWhole: boolean
}

export interface AuditedGeneration {
  readonly id: string
  readonly token: string
  readonly state: string
  /** Code of the problem it failed with. */
  readonly problem: string | null
  readonly remoteId: string | null
  readonly trashed: boolean
  readonly hidden: boolean
  readonly videos: readonly AuditedVideo[]
}

/** The third ledger: content of a library, read without any code of the app. */
export interface LibraryAudit {
  /** Result of SQLite's integrity check: `ok`, or the first error. */
  readonly integrity: string
  readonly generations: readonly AuditedGeneration[]
  /** Files of the library folder, by name. */
  readonly files: ReadonlyMap<string, AuditedFile>
  /** Names of the files in the downloads' part folder. */
  readonly incoming: readonly string[]
}

/**
 * Reads a library that no process has open.
 *
 * @throws where the database cannot be read at all.
 */
export function auditLibrary({ database, library }: Pick<Places, 'database' | 'library'>): LibraryAudit {
  const names = existsSync(library) ? readdirSync(library).filter((name) => name !== '.dailies') : []
  const incoming = join(library, '.dailies', 'incoming')
  return {
    ...readDatabase(database),
    files: new Map(names.map((name) => [name, readClip(join(library, name))])),
    incoming: existsSync(incoming) ? readdirSync(incoming) : []
  }
}

function readClip(path: string): AuditedFile {
  const bytes = readFileSync(path)
  return {
    token: tokenIn(bytes.toString('latin1')),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    isWhole: isWholeVideo(bytes)
  }
}

function readDatabase(path: string): Pick<LibraryAudit, 'integrity' | 'generations'> {
  const database = new DatabaseSync(path)
  try {
    const checks = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]
    const orphans = database.prepare('PRAGMA foreign_key_check').all()
    const videos = database
      .prepare(
        'SELECT generation_id, uuid AS id, state, file_name AS fileName, file_sha256 AS sha256 FROM video'
      )
      .all() as unknown as (AuditedVideo & { readonly generation_id: number })[]
    const rows = database
      .prepare(
        "SELECT id, uuid, prompt, state, problem ->> 'code' AS code, remote_id, deleted_at_ms, hidden FROM generation ORDER BY id"
      )
      .all() as unknown as {
      readonly id: number
      readonly uuid: string
      readonly prompt: string
      readonly state: string
      readonly code: string | null
      readonly remote_id: string | null
      readonly deleted_at_ms: number | null
      readonly hidden: number
    }[]
    const said = checks.map(({ integrity_check }) => integrity_check).join('; ')
    return {
      integrity: orphans.length > 0 ? `${said}; ${orphans.length} rows point nowhere` : said,
      generations: rows.map((row) => ({
        id: row.uuid,
        token: tokenIn(row.prompt),
        state: row.state,
        problem: row.code,
        remoteId: row.remote_id,
        trashed: row.deleted_at_ms !== null,
        hidden: row.hidden === 1,
        videos: videos.filter((video) => video.generation_id === row.id)
      }))
    }
  } finally {
    database.close()
  }
}
