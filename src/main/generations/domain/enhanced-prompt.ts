import { z } from 'zod'

const Answer = z.object({
  enhanced_prompt: z.string().optional(),
  meta: z.object({ enhanced_prompt: z.string().optional(), prompt: z.string().optional() }).optional()
})

/** Returns the prompt as the service rewrote it; null where its response has none, or the user's own. */
export function enhancedPromptIn(raw: string, prompt: string): string | null {
  const answer = Answer.safeParse(parse(raw))
  if (!answer.success) return null
  const { enhanced_prompt: enhanced, meta } = answer.data
  const said = (enhanced ?? meta?.enhanced_prompt ?? meta?.prompt ?? '').trim()
  return said === '' || said === prompt.trim() ? null : said.slice(0, 20_000)
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
