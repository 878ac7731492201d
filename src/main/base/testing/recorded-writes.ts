import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename } from 'node:path'

/** Renames and flushes of one run, in order: `flush settings.json.tmp`, `rename settings.json`, `flush profile`. */
export type RecordedWrites = readonly string[]

const original = {
  openSync: fs.openSync,
  fsyncSync: fs.fsyncSync,
  renameSync: fs.renameSync,
  open: fs.promises.open,
  rename: fs.promises.rename
}

/**
 * Records what reaches the disk while `work` runs. Nothing short of a power cut tells a flushed folder from one that
 * is not, so Node's own functions are wrapped.
 */
export async function recordWrites(work: () => unknown): Promise<RecordedWrites> {
  const writes: string[] = []
  const note = (what: string, path: unknown): unknown => writes.push(`${what} ${basename(String(path))}`)
  const opened = new Map<number, unknown>()
  fs.openSync = (path, ...rest) => {
    const descriptor = original.openSync(path, ...rest)
    opened.set(descriptor, path)
    return descriptor
  }
  fs.fsyncSync = (descriptor) => {
    original.fsyncSync(descriptor)
    note('flush', opened.get(descriptor))
  }
  fs.renameSync = (from, to) => {
    original.renameSync(from, to)
    note('rename', to)
  }
  fs.promises.open = async (path, ...rest) => {
    const handle = await original.open(path, ...rest)
    const sync = handle.sync.bind(handle)
    handle.sync = async () => {
      await sync()
      note('flush', path)
    }
    return handle
  }
  fs.promises.rename = async (from, to) => {
    await original.rename(from, to)
    note('rename', to)
  }
  syncBuiltinESMExports()
  try {
    await work()
    return writes
  } finally {
    const { open, rename, ...sync } = original
    Object.assign(fs, sync)
    Object.assign(fs.promises, { open, rename })
    syncBuiltinESMExports()
  }
}
