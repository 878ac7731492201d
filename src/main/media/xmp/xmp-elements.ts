import { escapeXml } from '../../base/xml-text'

/** Namespaces of our packets and sidecars. */
export const namespaces = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  xmpDM: 'http://ns.adobe.com/xmp/1.0/DynamicMedia/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  dailies: 'https://dailies.app/ns/1.0/'
} as const

/** How IPTC calls media that a model made. */
const trainedAlgorithmicMedia = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'

/** What the user says about a clip, in the standard properties that other programs read. */
export interface ClipWords {
  readonly title?: string | null
  readonly comment?: string
  readonly tags?: readonly string[]
  /** 1 to 5; -1 for rejected, as Adobe's programs write it; 0 for none. */
  readonly rating?: number
  /** The project. */
  readonly scene?: string | null
  readonly shotName?: string | null
  readonly takeNumber?: number | null
  /** The take is circled; null where the clip is in no shot. */
  readonly isGood?: boolean | null
}

/** Returns what every program may read of a clip, as elements. Empty values are left out. */
export function standardElements(
  clip: ClipWords & {
    /** Null for a video that was not made by a model here. */
    readonly description: string | null
    readonly createdAtUs: number
  }
): readonly string[] {
  const {
    description,
    createdAtUs,
    title,
    tags = [],
    rating = 0,
    scene,
    shotName,
    takeNumber,
    isGood,
    comment
  } = clip
  return [
    ...(description === null ? [] : [`<dc:description>${alternatives(description)}</dc:description>`]),
    ...(title ? [`<dc:title>${alternatives(title)}</dc:title>`] : []),
    ...(tags.length > 0 ? [`<dc:subject>${bag(tags)}</dc:subject>`] : []),
    `<xmp:CreateDate>${new Date(Math.floor(createdAtUs / 1000)).toISOString()}</xmp:CreateDate>`,
    '<xmp:CreatorTool>Dailies</xmp:CreatorTool>',
    ...(rating === 0 ? [] : [`<xmp:Rating>${rating}</xmp:Rating>`]),
    ...(comment ? [`<xmpDM:logComment>${escapeXml(comment)}</xmpDM:logComment>`] : []),
    ...(scene ? [`<xmpDM:scene>${escapeXml(scene)}</xmpDM:scene>`] : []),
    ...(shotName ? [`<xmpDM:shotName>${escapeXml(shotName)}</xmpDM:shotName>`] : []),
    ...(takeNumber ? [`<xmpDM:takeNumber>${takeNumber}</xmpDM:takeNumber>`] : []),
    ...(isGood === null || isGood === undefined
      ? []
      : [`<xmpDM:good>${isGood ? 'True' : 'False'}</xmpDM:good>`]),
    ...(description === null
      ? []
      : [`<Iptc4xmpExt:DigitalSourceType>${trainedAlgorithmicMedia}</Iptc4xmpExt:DigitalSourceType>`])
  ]
}

/** Wraps elements as XMP, line by line. */
export function xmpMeta(elements: readonly string[]): readonly string[] {
  const { rdf, ...others } = namespaces
  const declared = Object.entries(others).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  return [
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    ` <rdf:RDF xmlns:rdf="${rdf}">`,
    `  <rdf:Description rdf:about=""${declared.join('')}>`,
    ...elements.map((element) => `   ${element}`),
    '  </rdf:Description>',
    ' </rdf:RDF>',
    '</x:xmpmeta>'
  ]
}

const alternatives = (text: string): string =>
  `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`

const bag = (texts: readonly string[]): string =>
  `<rdf:Bag>${texts.map((text) => `<rdf:li>${escapeXml(text)}</rdf:li>`).join('')}</rdf:Bag>`
