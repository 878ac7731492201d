import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import type { TestContext } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const largestBytes = 5_000_000

/**
 * Keeps what a failed test leaves in its folder (the app's log, its database, sent POSTs, crash points
 * that struck) and the simulator's ledger, and prints the path. Call before the folder is removed.
 */
export function keepEvidence({ task }: TestContext, folder: string, ledger?: unknown): void {
  if (task.result?.state !== 'fail') return
  const name = task.name.replaceAll(/\W+/g, '-').slice(0, 80)
  const target = join(root, 'test-results/unit', `${basename(task.file.name, '.ts')}-${name}`)
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  cpSync(folder, target, { recursive: true, filter: isEvidence })
  if (ledger !== undefined) writeFileSync(join(target, 'ledger.json'), JSON.stringify(ledger, null, 2))
  process.stderr.write(`What “${task.name}” left is kept in ${relative(root, target)}\n`)
}

const isEvidence = (path: string): boolean => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && (found.isDirectory() || (found.isFile() && found.size <= largestBytes))
}
