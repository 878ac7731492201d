import { describe, expect, it } from 'vitest'
import { networkProblems } from '../problems'
import { combine, type SourceFailure } from './source-failures'

const passing: SourceFailure = { kind: 'passing', problem: networkProblems.certificate, retryAfterMs: 5 }
const gone: SourceFailure = { kind: 'gone' }
const forbidden: SourceFailure = { kind: 'forbidden' }
const notVideo: SourceFailure = { kind: 'not_video' }

describe('combine', () => {
  it.each([
    ['nothing to ask', [], 'expired', 'link_expired'],
    ['all gone', [gone, gone], 'expired', 'link_expired'],
    ['one gone, one forbidden', [gone, forbidden], 'expired', 'link_expired'],
    ['all forbidden', [forbidden, forbidden], 'refused', 'link_refused'],
    ['one gone, one no video', [gone, notVideo], 'refused', 'wrong_kind_of_file'],
    ['one forbidden, one no video', [forbidden, notVideo], 'refused', 'wrong_kind_of_file'],
    ['one with hope', [gone, notVideo, passing], 'retry', 'download_interrupted']
  ])('%s', (_what, failures, kind, code) => {
    expect(combine(failures)).toMatchObject({ kind, problem: { code } })
  })
})
