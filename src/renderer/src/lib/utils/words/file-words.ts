import { containerOfName } from '@shared/media/containers'
import type { VideoView } from '@shared/generation'

const codecNames: Readonly<Record<string, string>> = {
  avc: 'H.264',
  hevc: 'HEVC',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  prores: 'ProRes',
  mp4v: 'MPEG-4 Part 2'
}

/** Returns the name of a video codec; null where it is not known. */
const codecName = (codec: string | null): string | null =>
  codec === null || codec === 'unknown' ? null : (codecNames[codec] ?? codec)

/** Returns the text on a tile that has no picture. */
export const noPicture = ({ videoCodec, traits }: VideoView): string =>
  traits.includes('unchecked') ? 'No preview' : `No preview for ${codecName(videoCodec) ?? 'this format'}`

/** Returns the text in place of the player for a file that cannot be shown. */
export function whyNotShown(video: VideoView): string {
  if (video.traits.includes('unchecked')) return 'Kept as it arrived. It can’t be checked or shown here.'
  const codec = codecName(video.videoCodec)
  return `Can’t be shown here${codec ? ` (${codec})` : ''}; it drags and exports as usual.`
}

/** Returns why an existing file shows no picture, as far as it is known. */
export function whyNotPlayed({ state, videoCodec }: VideoView): string {
  const cannot = 'This file can’t be played here'
  // The content of a file that another program changed is not known.
  const codec = state === 'saved' ? codecName(videoCodec) : null
  return codec === null ? `${cannot}.` : `${cannot}. Its video is ${codec}; other programs may play it.`
}

/** Returns a file's format; null for the usual MP4. */
export function formatOf({ fileName, traits }: VideoView): string | null {
  const name = containerOfName(fileName ?? '')?.name ?? fileName?.split('.').at(-1)?.toUpperCase()
  if (traits.includes('unusual')) return `${name ?? 'Video'}, unusual file`
  return name === undefined || name === 'MP4' ? null : name
}

/** Returns which editors open a format; null where all do. */
export const editorsNote = ({ fileName }: VideoView): string | null =>
  containerOfName(fileName ?? '')?.editors ?? null
