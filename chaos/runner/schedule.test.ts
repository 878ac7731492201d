import { expect, it } from 'vitest'
import { classifyPoll } from '../../src/main/modelslab/answers/poll'
import { classifySubmit } from '../../src/main/modelslab/answers/submit'
import { answered, testKey, testNowMs } from '../../src/main/modelslab/testing/answered'
import { isRefusalKind, refusal, type RefusalKind } from '../../src/simulator/answers/refusals'
import { nodePace } from '../engine/node-app'
import { planOf } from './schedule'

const planned = new Set(
  Array.from({ length: 5000 }, (_, cycle) => planOf(1, cycle, nodePace).faults)
    .flat()
    .map((fault) => fault.replace(/[=*].*$/, ''))
)

/** The refusals that are planned as answers of a stage, as the app classifies them. */
function refusalsOf(
  stage: string,
  classify: typeof classifyPoll | typeof classifySubmit
): readonly unknown[] {
  const kinds = [...planned].flatMap((fault) => {
    const kind = fault.startsWith(`${stage}-`) ? fault.slice(stage.length + 1) : ''
    return isRefusalKind(kind) ? kind : []
  })
  return kinds.map((kind: RefusalKind) => {
    const { status, body } = refusal(kind).reply({
      value: undefined,
      key: testKey,
      queueLimit: 5,
      issue: null
    })
    const outcome = answered(status, body)
    return { answer: kind, ...classify(outcome, testKey, testNowMs, 'veo-3.1-fast') }
  })
}

it.each([
  ['submit', classifySubmit],
  ['poll', classifyPoll]
] as const)('plans no answer to a %s after which every further press is refused', (stage, classify) => {
  const refused = refusalsOf(stage, classify)
  expect(refused.length).toBeGreaterThan(10)
  expect(refused.filter((one) => JSON.stringify(one).includes('model_withdrawn'))).toEqual([])
})
