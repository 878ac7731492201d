import { limits, UnreadableEdit } from './limits'

/** @throws UnreadableEdit for text that is no JSON, or nested too deeply to be walked. */
export function parseBoundedJson(text: string): unknown {
  if (depthOf(text) > limits.depth) throw new UnreadableEdit('too_large', 'depth')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnreadableEdit('damaged', error instanceof Error ? error.name : '')
  }
}

/** Returns how deeply a JSON text is nested. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isText = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isText) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) isText = false
    } else if (code === 0x22) isText = true
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, (depth += 1))
    else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return deepest
}
