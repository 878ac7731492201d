import { expect, it } from 'vitest'
import { enhancedPromptIn } from './enhanced-prompt'

const said = (answer: unknown): string | null => enhancedPromptIn(JSON.stringify(answer), 'A boat')

it.each([
  { meta: { prompt: 'A boat, golden light' } },
  { meta: { enhanced_prompt: 'A boat, golden light', prompt: 'A boat' } },
  { enhanced_prompt: ' A boat, golden light ', meta: { prompt: 'A boat' } }
])('finds the rewritten prompt in %j', (answer) => {
  expect(said(answer)).toBe('A boat, golden light')
})

it.each([
  {},
  { meta: {} },
  { meta: { prompt: ' A boat ' } },
  { meta: { prompt: '' } },
  { meta: { prompt: 7 } }
])('finds nothing in %j', (answer) => {
  expect(said(answer)).toBeNull()
})

it('finds nothing in text that is not JSON', () => {
  expect(enhancedPromptIn('<html>', 'A boat')).toBeNull()
})
