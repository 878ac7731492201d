import { formatRate } from '@shared/media/frame-rate'
import { withSlashes } from '../../base/file-url'
import { element, type XmlElement } from '../../base/xml-text'
import type { Timeline, TimelineMedia } from '../timeline'

/** Parts that MLT's own XML and Kdenlive's have in common. */

/** Version of MLT that the elements are those of. */
export const mltVersion = '7.12.0'

/** Creates a `<property>`. */
export const property = (name: string, value: string | number): XmlElement =>
  element('property', { name }, String(value))

/** Returns size and rate of the timeline; its pixels are square. */
export function mltProfile({ width, height, rate }: Timeline): XmlElement {
  const divisor = greatestDivisor(width, height)
  return element('profile', {
    description: `${width}×${height} ${formatRate(rate)} fps`,
    width,
    height,
    progressive: 1,
    sample_aspect_num: 1,
    sample_aspect_den: 1,
    display_aspect_num: width / divisor,
    display_aspect_den: height / divisor,
    frame_rate_num: rate.numerator,
    frame_rate_den: rate.denominator,
    colorspace: 709
  })
}

/**
 * Returns a file's path as MLT resolves it: a relative one from the folder of the document. MLT takes what is before a
 * colon for a protocol, except behind a slash.
 */
export function mltPath({ path, relativePath }: TimelineMedia): string {
  if (relativePath === null) return withSlashes(path)
  return /^[^/]*:/.test(relativePath) ? `./${relativePath}` : relativePath
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other)
}
