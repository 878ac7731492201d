import { editorRates } from '@shared/media/frame-rate'
import type { XmlNode } from './xml-tree'

/**
 * Grammar of the FCPXML that Dailies writes, after Apple's documentation and stricter than its document type where
 * importers break: no decimal times, no raw characters in `src`, no `mono`, no clip directly in an event, and every
 * time a whole multiple of the sequence's frame.
 */

const fraction = /^(?:0|(\d+)\/(\d+))s$/
const rates = new Set(editorRates.map(({ numerator, denominator }) => `${denominator}/${numerator}s`))

interface Rule {
  /** Children in the order in which they have to come; `?` may be left out, `*` any number. */
  readonly children: readonly string[]
  /** Pattern of each attribute that is allowed; those ending in `?` may be left out. */
  readonly attributes: Readonly<Record<string, RegExp>>
}

const anything = /^[^]+$/
const isOne = /^1$/
const count = /^[1-9]\d*$/

const rules: Readonly<Record<string, Rule>> = {
  fcpxml: { children: ['resources', 'library'], attributes: { version: /^1\.(9|1[0-3])$/ } },
  resources: { children: ['format*', 'asset*'], attributes: {} },
  format: {
    children: [],
    attributes: {
      id: /^r\d+$/,
      'name?': /^FFVideoFormatRateUndefined$/,
      'frameDuration?': fraction,
      width: count,
      height: count,
      'colorSpace?': anything
    }
  },
  asset: {
    children: ['media-rep'],
    attributes: {
      id: /^r\d+$/,
      name: /\.\w+$/,
      start: fraction,
      duration: fraction,
      hasVideo: isOne,
      format: /^r\d+$/,
      videoSources: isOne,
      'hasAudio?': isOne,
      'audioSources?': isOne,
      'audioChannels?': count,
      'audioRate?': count
    }
  },
  'media-rep': {
    children: [],
    // RFC 3986, and nothing but letters, digits, `-._/:` and what is encoded.
    attributes: { kind: /^original-media$/, src: /^(?:file:\/\/)?(?:[\w.:/-]|%[0-9A-F]{2})+$/ }
  },
  library: { children: ['event'], attributes: {} },
  event: { children: ['project'], attributes: { name: anything } },
  project: { children: ['sequence'], attributes: { name: anything } },
  sequence: {
    children: ['spine'],
    attributes: {
      format: /^r\d+$/,
      duration: fraction,
      tcStart: /^0s$/,
      tcFormat: /^(DF|NDF)$/,
      audioLayout: /^(stereo|surround)$/,
      audioRate: /^48k$/
    }
  },
  spine: { children: ['asset-clip*'], attributes: {} },
  'asset-clip': {
    children: ['note?', 'conform-rate?', 'marker?', 'keyword?'],
    attributes: {
      ref: /^r\d+$/,
      offset: fraction,
      name: /\.\w+$/,
      start: fraction,
      duration: fraction,
      format: /^r\d+$/,
      tcFormat: /^(DF|NDF)$/,
      'audioRole?': /^dialogue$/
    }
  },
  note: { children: [], attributes: {} },
  'conform-rate': {
    children: [],
    attributes: { scaleEnabled: /^0$/, 'srcFrameRate?': /^(23\.98|24|25|29\.97|30|50|59\.94|60)$/ }
  },
  marker: { children: [], attributes: { start: fraction, duration: fraction, value: anything } },
  keyword: { children: [], attributes: { start: fraction, duration: fraction, value: anything } }
}

/** Returns what is wrong with a document; empty where nothing is. */
export function fcpxmlFaults(document: XmlNode): readonly string[] {
  return [...structureFaults(document), ...referenceFaults(document), ...timeFaults(document)]
}

function structureFaults(node: XmlNode): readonly string[] {
  const rule = rules[node.name]
  if (!rule) return [`<${node.name}> is unknown`]
  const names = node.children.map(({ name }) => name).join(' ')
  const pattern = rule.children.map(
    (name) => `(?:${name.replace(/[?*]$/, '')} )${/[?*]$/.exec(name)?.[0] ?? ''}`
  )
  const faults = new RegExp(`^${pattern.join('')}$`).test(names === '' ? '' : `${names} `)
    ? []
    : [`<${node.name}> has the children ${names}`]
  return [...faults, ...attributeFaults(node, rule), ...node.children.flatMap(structureFaults)]
}

function attributeFaults({ name, attributes }: XmlNode, rule: Rule): readonly string[] {
  const allowed = Object.entries(rule.attributes).map(([key, pattern]) => ({
    key: key.replace('?', ''),
    isOptional: key.endsWith('?'),
    pattern
  }))
  const unknown = Object.keys(attributes).filter((key) => !allowed.some((one) => one.key === key))
  const wrong = allowed.filter(({ key, isOptional, pattern }) => {
    const value = attributes[key]
    return value === undefined ? !isOptional : !pattern.test(value)
  })
  return [...unknown, ...wrong.map(({ key }) => key)].map(
    (key) => `${name}@${key} is ${attributes[key] ?? 'missing'}`
  )
}

const below = (node: XmlNode): readonly XmlNode[] => [node, ...node.children.flatMap(below)]

function referenceFaults(document: XmlNode): readonly string[] {
  const all = below(document)
  const ids = all.flatMap(({ attributes }) => attributes['id'] ?? [])
  const used = all.flatMap(({ attributes }) => [attributes['ref'] ?? [], attributes['format'] ?? []].flat())
  const isSilent = (asset: XmlNode | undefined): boolean => asset?.attributes['hasAudio'] === undefined
  const assets = new Map(all.filter(({ name }) => name === 'asset').map((one) => [one.attributes['id'], one]))
  return [
    ...(new Set(ids).size === ids.length ? [] : ['an id is there twice']),
    ...used.filter((id) => !ids.includes(id)).map((id) => `${id} is nowhere`),
    ...all
      .filter(({ name }) => name === 'asset')
      .filter((one) => isSilent(one) && /audio/.test(Object.keys(one.attributes).join(' ')))
      .map(() => 'an asset without sound has properties of sound'),
    ...all
      .filter(({ name, attributes }) => name === 'asset-clip' && attributes['audioRole'] !== undefined)
      .filter(({ attributes }) => isSilent(assets.get(attributes['ref'])))
      .map(() => 'a clip without sound has a role')
  ]
}

/** Returns the frames of a time at a frame duration; not whole where it is between two frames. */
export function framesOf(time: string, frameDuration: string): number {
  const [, numerator = 0, denominator = 1] = (fraction.exec(time) ?? []).map(Number)
  const [, duration = 1, seconds = 1] = (fraction.exec(frameDuration) ?? []).map(Number)
  return time === '0s' ? 0 : (numerator * seconds) / (denominator * duration)
}

function timeFaults(document: XmlNode): readonly string[] {
  const all = below(document)
  const durations = new Map(
    all
      .filter(({ name }) => name === 'format')
      .map(({ attributes }) => [attributes['id'], attributes['frameDuration']])
  )
  const sequence = all.find(({ name }) => name === 'sequence')
  const frame = durations.get(sequence?.attributes['format'])
  if (frame === undefined || !rates.has(frame)) return [`the sequence has frames of ${frame ?? 'no length'}`]
  const denominators = new Set<string>()
  const faults: string[] = []
  let at = 0
  for (const clip of all.filter(({ name }) => name === 'asset-clip')) {
    const times = [clip, ...clip.children].flatMap(({ attributes }) =>
      ['offset', 'start', 'duration'].flatMap((name) => attributes[name] ?? [])
    )
    for (const time of times) {
      if (!Number.isInteger(framesOf(time, frame))) faults.push(`${time} is between frames`)
      if (time !== '0s') denominators.add(time.split('/')[1] ?? '')
    }
    if (framesOf(clip.attributes['offset'] ?? '', frame) !== at) faults.push('there is a gap')
    at += framesOf(clip.attributes['duration'] ?? '', frame)
  }
  if (denominators.size > 1) faults.push('times have several denominators')
  if (framesOf(sequence?.attributes['duration'] ?? '', frame) !== at)
    faults.push('the sequence has another length')
  return faults
}
