import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crashPoints } from './crash-points'

const mainFolder = resolve(import.meta.dirname, '..')

const isCode = (path: string): boolean =>
  path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('crash-points.ts')

describe('crash points', () => {
  it('are all used in the code', () => {
    const code = readdirSync(mainFolder, { recursive: true, encoding: 'utf8' })
      .filter(isCode)
      .map((path) => readFileSync(resolve(mainFolder, path), 'utf8'))
      .join('\n')
    const names = new Set(crashPoints().map((point) => point.replace(/\.(before-commit|committed)$/, '')))
    const hasPlace = (name: string): boolean => code.includes(`'${name}'`)
    expect([...names].filter((name) => !hasPlace(name))).toEqual([])
  })
})
