import type { UsedMedia } from './used-media'

/** Something on a timeline: a file, or another timeline. */
export interface Placed {
  /** Key of the file or of the timeline. */
  readonly target: string
  readonly ms: number
  readonly isAudio: boolean
  /** Half of a transition: it is shown there, and counted where its clip is. */
  readonly isTransition?: boolean
}

/** Timelines by their keys. */
type Timelines = ReadonlyMap<string, readonly Placed[]>

interface Amount {
  count: number
  ms: number
}

const most = { count: 1_000_000, ms: 10 ** 12 }

/** Returns the files of a project with their uses on its timelines. */
export function withUses(
  media: ReadonlyMap<string, readonly string[]>,
  timelines: Timelines
): readonly UsedMedia[] {
  const uses = countUses(timelines)
  return Array.from(media, ([key, paths]) => {
    const { count: onTimeline, ms } = uses.get(key) ?? { count: 0, ms: 0 }
    return { paths, onTimeline, ms }
  })
}

/**
 * Counts each file on the timelines. A timeline in another one counts as often as that, one in none once. Picture and
 * sound of a file are one use: its sound counts where its picture is on no timeline. Timelines that contain themselves
 * are left out.
 */
function countUses(timelines: Timelines): ReadonlyMap<string, Readonly<Amount>> {
  const pictures = new Map<string, Amount>()
  const sounds = new Map<string, Amount>()
  const times = new Map<string, { picture: number; sound: number }>()
  const waiting = new Map<string, number>()
  for (const placed of timelines.values()) {
    for (const { target } of placed) {
      if (timelines.has(target)) waiting.set(target, (waiting.get(target) ?? 0) + 1)
    }
  }
  const ready = [...timelines.keys()].filter((key) => !waiting.has(key))
  for (const key of ready) times.set(key, { picture: 1, sound: 0 })
  for (let key = ready.pop(); key !== undefined; key = ready.pop()) {
    const own = times.get(key) ?? { picture: 0, sound: 0 }
    for (const { target, ms, isAudio, isTransition = false } of timelines.get(key) ?? []) {
      const picture = isAudio ? 0 : own.picture
      const sound = isAudio ? own.picture + own.sound : own.sound
      if (!timelines.has(target)) {
        if (picture > 0) add(pictures, target, picture, ms, isTransition)
        if (sound > 0) add(sounds, target, sound, ms, isTransition)
        continue
      }
      const inner = times.get(target) ?? { picture: 0, sound: 0 }
      times.set(target, {
        picture: Math.min(inner.picture + picture, most.count),
        sound: Math.min(inner.sound + sound, most.count)
      })
      const left = (waiting.get(target) ?? 1) - 1
      waiting.set(target, left)
      if (left === 0) ready.push(target)
    }
  }
  return new Map([...sounds, ...pictures])
}

function add(to: Map<string, Amount>, key: string, times: number, ms: number, isTransition: boolean): void {
  const before = to.get(key) ?? { count: 0, ms: 0 }
  to.set(key, {
    count: Math.min(before.count + (isTransition ? 0 : times), most.count),
    ms: Math.min(Math.round(before.ms + times * (Number.isFinite(ms) ? Math.max(ms, 0) : 0)), most.ms)
  })
}
