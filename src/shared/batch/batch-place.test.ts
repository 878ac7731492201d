import { expect, it } from 'vitest'
import { BatchPlace, keptParts, nextTake, onAnotherModel, placeAlone } from './batch-place'
import { planBatch, type BatchDraft } from './batch-plan'
import { findModel, models } from '../catalogue/models'
import { initialRequest } from '../catalogue/request-body'
import { parsePromptTable, type TableFormat } from '../lists/prompt-table'

const settings = (id: string): BatchDraft['requests'][number] => initialRequest(findModel(id)!)
const veo = settings('veo-3.1-fast')

const table = (text: string, format: TableFormat = 'comma'): BatchDraft['table'] => {
  const read = parsePromptTable(text, format)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

function places(change: Partial<BatchDraft>): readonly BatchPlace[] {
  const draft = { prompt: 'a boat', requests: [veo], takes: 1, table: null, ...change }
  const modelNamed = (name: string) => models.find(({ id }) => id === name)
  const plan = planBatch(draft, { findModel, modelNamed, priceOf: () => null })
  if (!plan.ok) throw new Error(plan.error[0]?.problem.message)
  return plan.value.requests.map(({ place }) => BatchPlace.parse(place))
}

it('of a single request says nothing', () => {
  expect(places({})).toEqual([placeAlone])
})

it('holds what was picked, the take and the model', () => {
  const requests = [{ ...veo, negativePrompt: '{text|logo}' }, settings('kling-v2-5-turbo-t2v')]
  const made = places({ prompt: 'a boat at {dawn|dusk}', requests, takes: 2 })
  expect(made).toHaveLength(12)
  expect(
    made.map(({ variation, take, takes, model, models }) => [variation, take, takes, model, models])
  ).toEqual(
    ['dawn', 'dusk'].flatMap((time) => [
      [[time, 'text'], 1, 2, 1, 2],
      [[time, 'text'], 2, 2, 1, 2],
      [[time, 'logo'], 1, 2, 1, 2],
      [[time, 'logo'], 2, 2, 1, 2],
      [[time], 1, 2, 2, 2],
      [[time], 2, 2, 2, 2]
    ])
  )
})

it('holds the line, the cells that differ and the shot of a row', () => {
  const rows = table('city,time,country,shot\nRome,dawn,Italy,1A\nBari,dusk,Italy,')
  const made = places({ prompt: '{city} at {time}, {country}', table: rows, shot: ' Harbour ' })
  expect(made.map(({ row, shot }) => [row, shot])).toEqual([
    [
      {
        line: 2,
        cells: [
          { column: 'city', text: 'Rome' },
          { column: 'time', text: 'dawn' },
          { column: 'shot', text: '1A' }
        ]
      },
      '1A'
    ],
    [
      {
        line: 3,
        cells: [
          { column: 'city', text: 'Bari' },
          { column: 'time', text: 'dusk' }
        ]
      },
      'Harbour'
    ]
  ])
})

it('does not repeat a cell that is the whole prompt', () => {
  const rows = table('prompt,duration\na boat,4\na ship,6')
  expect(places({ prompt: '', table: rows }).map(({ row }) => row?.cells)).toEqual([
    [{ column: 'duration', text: '4' }],
    [{ column: 'duration', text: '6' }]
  ])
  expect(places({ table: table('a boat\na ship', 'lines') }).map(({ row }) => row)).toEqual([
    { line: 1, cells: [] },
    { line: 2, cells: [] }
  ])
})

it('names no shot after a column that the prompt uses', () => {
  const made = places({ prompt: '{shot} shot of a boat', table: table('shot\nwide\nclose') })
  expect(made.map(({ shot }) => shot)).toEqual([null, null])
})

it('counts the models of all rows', () => {
  const rows = table('prompt,model\na,veo-3.1-fast\nb,kling-v2-5-turbo-t2v')
  expect(places({ prompt: '', table: rows }).map(({ model, models: count }) => [model, count])).toEqual([
    [1, 2],
    [2, 2]
  ])
})

it('is kept short, without half of a character', () => {
  const parts = keptParts({ variation: ['🚗'.repeat(150), `a${'🚗'.repeat(150)}`], row: null, shot: ' ' })
  expect(parts.variation).toEqual(['🚗'.repeat(100), `a${'🚗'.repeat(99)}`])
  expect(parts.shot).toBeNull()
})

it('of a further take has the next number and the same variation', () => {
  const dusk = { ...placeAlone, variation: ['dusk'], take: 2, takes: 4, shot: '1A' }
  expect(nextTake(dusk, 4)).toEqual({ ...dusk, take: 5, takes: 5 })
  expect(nextTake(null, 1)).toEqual({ ...placeAlone, take: 2, takes: 2 })
  expect(nextTake(dusk, 9999).take).toBe(9999)
})

it('on another model has the same variation and names the model', () => {
  const dusk = { ...placeAlone, variation: ['dusk'], take: 2, takes: 4, shot: '1A' }
  expect(onAnotherModel(dusk)).toEqual({ ...dusk, take: 1, takes: 1, model: 2, models: 2 })
})
