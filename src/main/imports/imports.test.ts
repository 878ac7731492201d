import { expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { silentLogger } from '../logging/logger'
import { Imports } from './imports'

it('imports nothing of a file whose import was stopped before it was opened', async () => {
  const taken: string[] = []
  const imports = new Imports({
    importer: {
      take: (path, _kind, { signal }) => {
        signal.throwIfAborted()
        taken.push(path)
        return Promise.resolve({ kind: 'imported', id: path as GenerationId })
      }
    },
    sizeOf: (path) => {
      if (path === 'b') imports.stop()
      return Promise.resolve(1)
    },
    clearLeftovers: () => Promise.resolve(),
    onProgress: () => undefined,
    logger: silentLogger,
    shutdown: new AbortController().signal
  })
  expect(await imports.run(['a', 'b', 'c'], 'copy')).toMatchObject({ imported: 1, left: 2, refused: 0 })
  expect(taken).toEqual(['a'])
  await imports.run(['d'], 'copy')
  expect(taken).toEqual(['a', 'd'])
})
