import { placeAlone } from '@shared/batch/batch-place'
import { GenerationRequest } from '@shared/request'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePacket, readPacket, type ClipDescription } from './xmp-packet'

const request: GenerationRequest = {
  modelId: 'veo-3.1-fast',
  prompt: 'A lighthouse & a storm <wide>',
  negativePrompt: 'blur',
  aspectRatio: '16:9',
  durationSeconds: 8,
  generateAudio: true,
  further: { seed: 5, style: 'noir' }
}
const withoutNegativePrompt: ClipDescription = {
  videoId: '3f2b8c1e-6f0a-4c55-9d0e-1a2b3c4d5e6f',
  generationId: '0b7c2f0e-8f4d-4a1c-8a52-5f1e6f3a9d10',
  createdAtUs: 1_795_000_000_123_456,
  position: 2,
  modelId: request.modelId,
  prompt: request.prompt,
  request,
  remoteId: '4242'
}
const description: ClipDescription = { ...withoutNegativePrompt, negativePrompt: 'blur' }

describe('a packet', () => {
  it('round-trips a description', () => {
    expect(readPacket(makePacket(description))).toEqual(description)
    const bare: ClipDescription = {
      ...description,
      request: null,
      remoteId: null,
      sourceSha256: 'a'.repeat(64)
    }
    expect(readPacket(makePacket(bare))).toEqual(bare)
  })

  it('round-trips the place in the batch, and reads an unreadable one as unknown', () => {
    const place = { ...placeAlone, variation: ['dusk & “rain”', ']]>'], take: 2, takes: 3, shot: '1A' }
    const packet = makePacket({ ...description, place })
    expect(readPacket(packet)).toEqual({ ...description, place })
    const unreadable = packet.replace(/(<dailies:place>).*(<\/dailies:place>)/, '$1{"take":0}$2')
    expect(readPacket(unreadable)).toEqual(description)
  })

  it('has the prompt in standard fields for other programs', () => {
    const packet = makePacket(description)
    expect(packet).toContain(
      '<rdf:li xml:lang="x-default">A lighthouse &#x26; a storm &#x3C;wide&#x3E;</rdf:li>'
    )
    expect(packet).toContain('<xmp:CreateDate>2026-11-18T11:06:40.123Z</xmp:CreateDate>')
    expect(packet).toContain('<xmp:CreatorTool>Dailies</xmp:CreatorTool>')
    expect(packet).toContain('<dc:format>video/mp4</dc:format>')
  })

  it('round-trips any request', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom('\x01', '\x08', '\r', '\n', '\ufffe', '\u2028', '&', '<', ']]>', '"', '\\', ' ')
      })
    )
    const requests = fc
      .record(
        {
          modelId: fc.constantFrom('veo-3.1-fast', 'Hailuo-2.3-t2v', 'a model:1/x'),
          prompt: text,
          negativePrompt: text,
          aspectRatio: fc.string({ maxLength: 20 }),
          durationSeconds: fc.integer({ min: 1, max: 60 }),
          enhancePrompt: fc.boolean(),
          further: fc.dictionary(
            fc.stringMatching(/^[a-z][a-z0-9_]{0,39}$/),
            fc.oneof(text, fc.boolean(), fc.integer())
          )
        },
        { requiredKeys: ['modelId', 'prompt'] }
      )
      .map((candidate) => GenerationRequest.safeParse(candidate).data)
      .filter((parsed) => parsed !== undefined)
    fc.assert(
      fc.property(requests, (each) => {
        const { modelId, prompt, negativePrompt } = each
        const expected: ClipDescription = {
          ...withoutNegativePrompt,
          modelId,
          prompt,
          request: each,
          ...(negativePrompt !== undefined && { negativePrompt })
        }
        expect(readPacket(makePacket(expected))).toEqual(expected)
      }),
      { numRuns: 200 }
    )
  })

  it('is readable after another program has rewritten it', () => {
    const rewritten = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <r:Description xmlns:d='https://dailies.app/ns/1.0/' d:videoId='${description.videoId}'
        d:generationId="${description.generationId}" d:createdAtUs="5" d:position="0" d:modelId="m">
        <p:description xmlns:p="http://purl.org/dc/elements/1.1/"><r:Alt>
          <r:li xml:lang='x-default'>A &quot;prompt&quot;</r:li></r:Alt></p:description>
        <d:negativePrompt>rain</d:negativePrompt>
      </r:Description></r:RDF></x:xmpmeta>`
    expect(readPacket(rewritten)).toEqual({
      videoId: description.videoId,
      generationId: description.generationId,
      createdAtUs: 5,
      position: 0,
      modelId: 'm',
      prompt: 'A "prompt"',
      negativePrompt: 'rain',
      request: null,
      remoteId: null
    })
  })

  it('accepts a description without a list of languages', () => {
    const plain = makePacket({ ...description, request: null }).replace(
      /<rdf:Alt>.*<\/rdf:Alt>/,
      ' A prompt '
    )
    expect(readPacket(plain)?.prompt).toBe('A prompt')
  })

  it.each([
    ['not XML', 'hello'],
    ['nothing', ''],
    ['of another program', '<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title>x</dc:title></x:xmpmeta>'],
    ['about no video', makePacket({ ...description, videoId: '../../etc/passwd' })],
    ['of no time', makePacket(description).replace(/<dailies:createdAtUs>\d+/, '<dailies:createdAtUs>soon')],
    ['at no place', makePacket({ ...description, position: -1 })],
    ['without a model', makePacket(description).replace(/<dailies:modelId>.*<\/dailies:modelId>/, '')],
    [
      'without a prompt',
      makePacket({ ...description, request: null }).replace(/<dc:description>.*<\/dc:description>/, '')
    ],
    ['cut short', makePacket(description).slice(0, 400)]
  ])('that is %s is ignored [D15]', (_what, xml) => {
    expect(readPacket(xml)).toBeNull()
  })

  it.each([
    ['is no JSON', '{"prompt":'],
    ['has a field that nobody knows', '{"modelId":"m","prompt":"p","run":"rm"}'],
    ['has no prompt', '{"modelId":"m"}']
  ])('with a request that %s keeps the rest', (_what, json) => {
    const packet = makePacket(description).replace(
      /(<dailies:request>).*(<\/dailies:request>)/,
      `$1${json}$2`
    )
    expect(readPacket(packet)).toEqual({ ...description, request: null })
  })

  it('drops an invalid hash or id [D15]', () => {
    const packet = makePacket({ ...description, remoteId: 'x'.repeat(300), sourceSha256: 'x' })
    expect(readPacket(packet)).toEqual({ ...description, remoteId: null })
  })
})
