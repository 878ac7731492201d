import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { useTemporaryFolder } from './temporary-folder.mjs'

it('removes what tests left in the temporary folder, and restores the former one', () => {
  const before = tmpdir()
  const remove = useTemporaryFolder({ inMemory: false })
  expect(dirname(tmpdir())).toBe(before)
  const left = mkdtempSync(join(tmpdir(), 'left-'))
  writeFileSync(join(left, 'clip.mp4'), 'video')
  remove()
  expect(existsSync(left)).toBe(false)
  expect(tmpdir()).toBe(before)
})
