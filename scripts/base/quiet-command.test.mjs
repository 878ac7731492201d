import { describe, expect, it } from 'vitest'
import { reasonIn } from './quiet-command.mjs'

describe('reasonIn', () => {
  it.each([
    [
      'npm error code ECONNREFUSED\nnpm error connect refused\nnpm error A complete log of this',
      'npm error connect refused'
    ],
    ['Reading lists\nE: Unable to locate package openboxx\n', 'E: Unable to locate package openboxx'],
    ['gyp: failed\nmake: stopped\n\n', 'make: stopped'],
    ['', 'it said nothing']
  ])('finds the line that names the cause', (output, expected) => {
    expect(reasonIn(output)).toBe(expected)
  })
})
