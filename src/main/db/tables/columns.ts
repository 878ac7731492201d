import { FileTrait } from '@shared/generation'
import { Problem } from '@shared/problem'
import * as z from 'zod'
import type { HeldFile } from '../../media/video-file'

/** A problem as it is stored. An unreadable one becomes a `bug`, because a failure must not vanish. */
export function readProblem(json: string | null): Problem | null {
  if (json === null) return null
  const parsed = Problem.safeParse(parseJson(json))
  if (parsed.success) return parsed.data
  return { code: 'bug', message: 'The reason for this failure could not be read.', retryable: false }
}

/** Traits as they are stored; one that a newer version wrote is left out. */
export function readTraits(json: string | null): readonly FileTrait[] {
  const list = z.array(z.unknown()).safeParse(json === null ? [] : parseJson(json)).data ?? []
  return list.flatMap((one) => FileTrait.safeParse(one).data ?? [])
}

const Held = z.object({ bytes: z.int().nonnegative(), sha256: z.string(), ending: z.string() })

/** What is held of a video, as it is stored. */
export const readHeld = (json: string | null): HeldFile | null =>
  json === null ? null : (Held.safeParse(parseJson(json)).data ?? null)

export const writeJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value)

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
