import { systemFiles, type Files, type OpenFile } from '../files'

/** Thrown in place of everything that a killed process would still have done. */
export class Killed extends Error {}

/** Called before each file operation; throws to make it fail. */
export type Fault = (operation: string, path: string) => void

export const systemError = (code: string): Error => Object.assign(new Error(`${code}: made up`), { code })

/** Fails the nth call of an operation, counted from 1; `times` says how many in a row. */
export function failing(operation: string, code: string, nth = 1, times = 1): Fault {
  let calls = 0
  return (called) => {
    if (called !== operation) return
    calls += 1
    if (calls >= nth && calls < nth + times) throw systemError(code)
  }
}

/** The real file system without flushes, which only a power loss can tell from the real one. */
export const quickFiles: Files = {
  ...systemFiles,
  open: async (path, mode) => ({ ...(await systemFiles.open(path, mode)), sync: () => Promise.resolve() }),
  flushFolder: () => Promise.resolve()
}

/** Wraps the real file system with a fault before any operation. */
export function faultyFiles(fault: Fault, base: Files = quickFiles): Files {
  const guard =
    <A extends readonly [string, ...unknown[]], R>(operation: string, action: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      fault(operation, args[0])
      return action(...args)
    }
  return {
    open: async (path, mode) => {
      fault('open', path)
      return faultyFile(await base.open(path, mode), path, fault)
    },
    size: guard('size', base.size),
    isFolder: guard('isFolder', base.isFolder),
    makeFolder: guard('makeFolder', base.makeFolder),
    link: guard('link', base.link),
    rename: guard('rename', base.rename),
    remove: guard('remove', base.remove),
    flushFolder: guard('flushFolder', base.flushFolder),
    freeBytes: guard('freeBytes', base.freeBytes)
  }
}

function faultyFile(file: OpenFile, path: string, fault: Fault): OpenFile {
  const guard =
    <A extends readonly unknown[], R>(operation: string, action: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      fault(operation, path)
      return action(...args)
    }
  return {
    read: guard('read', file.read),
    write: guard('write', file.write),
    truncate: guard('truncate', file.truncate),
    sync: guard('sync', file.sync),
    size: guard('fileSize', file.size),
    // Closing works even for a dying process: the system does it.
    close: file.close
  }
}
