import { describe, expect, it } from 'vitest'
import { editorRates, formatRate, framesPerSecondOf, type FrameRate } from '@shared/media/frame-rate'
import { FcpxmlVersion } from '@shared/timelines/targets'
import { buildTimeline } from '../build-timeline'
import { fcpxmlFaults, framesOf } from '../testing/fcpxml-grammar'
import { clipSource, oddNames, sampleNotes, sampleTimeline, timingAt } from '../testing/sample-timeline'
import { allNamed, childText, mltProperty, readXmlTree, type XmlNode } from '../testing/xml-tree'
import type { Timeline } from '../timeline'
import { writeCsv } from './csv'
import { writeEdl } from './edl'
import { writeFcpxml } from './fcpxml'
import { writeKdenlive } from './kdenlive'
import { writeMlt } from './mlt'
import { writeOtio } from './otio'
import { writeXmeml } from './xmeml'

/** Piece of a timeline as a document says it, in frames of the timeline. */
interface Piece {
  readonly path: string
  readonly from: number
  readonly frames: number
}

const expected = (timeline: Timeline): readonly Piece[] =>
  timeline.clips.map(({ media, from, frames }) => ({ path: media.path, from, frames }))

/** Reads the pieces of MLT XML, of the list with this id. */
function mltPieces(xml: string, list: string): readonly Piece[] {
  const document = readXmlTree(xml)
  const producers = new Map(
    allNamed(document, 'producer').map((one) => [one.attributes['id'], mltProperty(one, 'resource')])
  )
  const playlist = allNamed(document, 'playlist').find(({ attributes }) => attributes['id'] === list)
  return allNamed(playlist ?? document, 'entry').map(({ attributes }) => ({
    path: producers.get(attributes['producer']) ?? '',
    from: Number(attributes['in']),
    frames: Number(attributes['out']) - Number(attributes['in']) + 1
  }))
}

function fcpxmlPieces(xml: string): readonly Piece[] {
  const document = readXmlTree(xml)
  const formats = new Map(allNamed(document, 'format').map((one) => [one.attributes['id'], one]))
  const assets = new Map(allNamed(document, 'asset').map((one) => [one.attributes['id'], one]))
  const [sequence] = allNamed(document, 'sequence')
  const frame = formats.get(sequence?.attributes['format'] ?? '')?.attributes['frameDuration'] ?? ''
  return allNamed(document, 'asset-clip').map(({ attributes }) => {
    const asset = assets.get(attributes['ref'] ?? '')
    const [media] = allNamed(asset ?? document, 'media-rep')
    const assetStart = framesOf(asset?.attributes['start'] ?? '', frame)
    return {
      path: pathOf(media?.attributes['src'] ?? ''),
      from: framesOf(attributes['start'] ?? '', frame) - assetStart,
      frames: framesOf(attributes['duration'] ?? '', frame)
    }
  })
}

const pathOf = (url: string): string => decodeURIComponent(url.replace(/^file:\/\/(localhost)?/, ''))

interface OtioRange {
  readonly start_time: { readonly value: number; readonly rate: number }
  readonly duration: { readonly value: number; readonly rate: number }
}
interface OtioClip {
  readonly OTIO_SCHEMA: string
  readonly name: string
  readonly source_range: OtioRange
  readonly markers: readonly {
    readonly name: string
    readonly comment: string
    readonly marked_range: OtioRange
    readonly range: OtioRange
  }[]
  readonly media_references: Readonly<
    Record<
      string,
      { readonly target_url: string; readonly name: string; readonly available_range: OtioRange }
    >
  >
}
const otioTracks = (
  json: string
): readonly { readonly kind: string; readonly children: readonly OtioClip[] }[] =>
  (JSON.parse(json) as { tracks: { children: { kind: string; children: OtioClip[] }[] } }).tracks.children

const otioPieces = (json: string): readonly Piece[] =>
  (otioTracks(json)[0]?.children ?? []).map(({ source_range, media_references }) => {
    const reference = media_references['DEFAULT_MEDIA']
    return {
      path: pathOf(reference?.target_url ?? ''),
      from: source_range.start_time.value - (reference?.available_range.start_time.value ?? 0),
      frames: source_range.duration.value
    }
  })

const videoItems = (xml: string): readonly XmlNode[] => {
  const document = readXmlTree(xml)
  const video = document.children[0]?.children
    .find(({ name }) => name === 'media')
    ?.children.find(({ name }) => name === 'video')
  return allNamed(video ?? document, 'clipitem')
}

function xmemlPieces(xml: string): readonly Piece[] {
  const files = new Map(
    allNamed(readXmlTree(xml), 'file').flatMap((file) => {
      const url = childText(file, 'pathurl')
      return url === undefined ? [] : [[file.attributes['id'], pathOf(url)]]
    })
  )
  return videoItems(xml).map((item) => ({
    path: files.get(item.children.find(({ name }) => name === 'file')?.attributes['id']) ?? '',
    from: Number(childText(item, 'in')),
    frames: Number(childText(item, 'out')) - Number(childText(item, 'in'))
  }))
}

const at30 = { numerator: 30, denominator: 1 }
const at25 = { numerator: 25, denominator: 1 }
const withTimecode = (rate: FrameRate): Timeline =>
  buildTimeline('Timecode', [
    clipSource('/Kino/a.mov', {
      timing: timingAt(rate, 96, { startTimecode: { frame: 3600 * 24, rate, isDropFrame: false } }),
      marks: { inMs: 1000, outMs: 2000 }
    })
  ])

describe.each(editorRates.map((rate) => [formatRate(rate), rate] as const))('at %s', (_name, rate) => {
  const timeline = sampleTimeline(rate)

  it('each format says the same pieces of the same files', () => {
    const pieces = expected(timeline)
    expect(mltPieces(writeMlt(timeline), 'playlist0')).toEqual(pieces)
    expect(mltPieces(writeKdenlive(timeline), 'picture_list')).toEqual(pieces)
    expect(otioPieces(writeOtio(timeline))).toEqual(pieces)
    expect(fcpxmlPieces(writeFcpxml(timeline, '1.10'))).toEqual(pieces)
    expect(xmemlPieces(writeXmeml(timeline))).toEqual(pieces)
  })

  it('FCPXML of each version fits the grammar [B01, B04, B05]', () => {
    for (const version of FcpxmlVersion.options)
      expect(fcpxmlFaults(readXmlTree(writeFcpxml(timeline, version)))).toEqual([])
  })

  it('FCPXML has the frames of the rate', () => {
    const [format] = allNamed(readXmlTree(writeFcpxml(timeline, '1.10')), 'format')
    expect(format?.attributes['frameDuration']).toBe(`${rate.denominator}/${rate.numerator}s`)
  })

  it('Final Cut 7 XML has the rate that is counted, and whether it is slower [B11]', () => {
    const [sequence] = allNamed(readXmlTree(writeXmeml(timeline)), 'sequence')
    const own = sequence?.children.find(({ name }) => name === 'rate')
    expect([childText(own, 'timebase'), childText(own, 'ntsc')]).toEqual([
      String(Math.round(framesPerSecondOf(rate))),
      rate.denominator === 1001 ? 'TRUE' : 'FALSE'
    ])
  })

  it('OpenTimelineIO has the rate as a double of the fraction [B12]', () => {
    const [track] = otioTracks(writeOtio(timeline))
    for (const { source_range } of track?.children ?? [])
      expect(source_range.duration.rate).toBe(rate.numerator / rate.denominator)
  })
})

describe('FCPXML', () => {
  it('names files with their ending, and puts the file into a child [B01, B02]', () => {
    const document = readXmlTree(writeFcpxml(sampleTimeline(), '1.10'))
    const names = oddNames.slice(0, 3)
    expect(allNamed(document, 'asset').map(({ attributes }) => attributes['name'])).toEqual(names)
    expect(allNamed(document, 'asset-clip').map(({ attributes }) => attributes['name'])).toEqual(names)
    expect(allNamed(document, 'asset').map(({ attributes }) => attributes['src'])).toEqual([
      undefined,
      undefined,
      undefined
    ])
  })

  it('encodes names of files, so that no XML entity is in them [B03]', () => {
    const xml = writeFcpxml(sampleTimeline(), '1.10')
    expect(xml).toContain(
      'src="file:///Kino/Sally%27s%20%26%20Co%2C%2050%20%25%20%231%20%28take%202%29%3D%2B%3B%21.mp4"'
    )
    expect(xml).toContain('src="file:///Kino/%E5%A4%9C%E3%81%AE')
  })

  it('counts from the start timecode of a file, but not on the timeline [B02]', () => {
    const document = readXmlTree(writeFcpxml(withTimecode(at25), '1.10'))
    const [asset] = allNamed(document, 'asset')
    const [clip] = allNamed(document, 'asset-clip')
    expect(asset?.attributes).toMatchObject({ start: '86400/25s', duration: '96/25s' })
    expect(clip?.attributes).toMatchObject({ offset: '0s', start: '86425/25s', duration: '25/25s' })
    expect(fcpxmlFaults(document)).toEqual([])
  })

  it('counts in drop frames only where the file does [B04]', () => {
    const rate = { numerator: 30_000, denominator: 1001 }
    const [plain, drop] = [false, true].map((isDropFrame) =>
      buildTimeline('Drop', [
        clipSource('/a.mov', {
          timing: timingAt(rate, 96, { startTimecode: { frame: 1800, rate, isDropFrame } })
        })
      ])
    )
    const formatsOf = (timeline: Timeline | undefined): readonly (string | undefined)[] => {
      const document = readXmlTree(writeFcpxml(timeline ?? sampleTimeline(), '1.10'))
      return ['sequence', 'asset-clip'].map((name) => allNamed(document, name)[0]?.attributes['tcFormat'])
    }
    expect([formatsOf(plain), formatsOf(drop)]).toEqual([
      ['NDF', 'NDF'],
      ['NDF', 'DF']
    ])
    const timecodes = allNamed(readXmlTree(writeXmeml(drop ?? sampleTimeline())), 'timecode')
    expect(timecodes.map((one) => [childText(one, 'string'), childText(one, 'displayformat')])).toEqual([
      ['00:00:00:00', 'NDF'],
      ['00:01:00;02', 'DF']
    ])
  })

  it('gives a file of another rate or size its own format, and conforms it [B04]', () => {
    const timeline = buildTimeline('Mixed', [
      clipSource('/a.mp4'),
      clipSource('/b.mp4'),
      clipSource('/c.mp4', { timing: timingAt(at25, 50), width: 1920, height: 1080 }),
      clipSource('/d.mp4', { timing: timingAt(at25, 50, { isVariable: true }) }),
      clipSource('/e.mp4', { timing: timingAt({ numerator: 16, denominator: 1 }, 32) })
    ])
    const document = readXmlTree(writeFcpxml(timeline, '1.10'))
    expect(fcpxmlFaults(document)).toEqual([])
    expect(allNamed(document, 'format').map(({ attributes }) => attributes)).toMatchObject([
      { frameDuration: '1/24s', width: '1280' },
      { frameDuration: '1/25s', width: '1920', height: '1080' },
      { name: 'FFVideoFormatRateUndefined', width: '1280', height: '720' },
      { name: 'FFVideoFormatRateUndefined', width: '1280', height: '720' }
    ])
    expect(allNamed(document, 'conform-rate').map(({ attributes }) => attributes['srcFrameRate'])).toEqual([
      '25',
      undefined,
      undefined
    ])
  })

  it('says nothing of sound where there is none, and never mono [B05]', () => {
    const mono = timingAt(at25, 50, { audio: { channels: 1, sampleRate: 44_100 } })
    const silent = timingAt(at25, 50, { audio: null })
    const timeline = buildTimeline('Sound', [
      clipSource('/a.mp4', { timing: mono }),
      clipSource('/b.mp4', { timing: silent })
    ])
    const document = readXmlTree(writeFcpxml(timeline, '1.10'))
    expect(fcpxmlFaults(document)).toEqual([])
    const assets = allNamed(document, 'asset').map(({ attributes }) => attributes)
    expect(assets[0]).toMatchObject({ hasAudio: '1', audioChannels: '1', audioRate: '44100' })
    expect(Object.keys(assets[1] ?? {})).not.toContain('hasAudio')
    expect(allNamed(document, 'asset-clip').map(({ attributes }) => attributes['audioRole'])).toEqual([
      'dialogue',
      undefined
    ])
  })

  it('keeps the prompt as note and marker inside the clip, and stars, shot and tags as keywords', () => {
    const [clip] = allNamed(readXmlTree(writeFcpxml(sampleTimeline(), '1.10')), 'asset-clip')
    expect(clip?.children.map(({ name }) => name)).toEqual(['note', 'marker', 'keyword'])
    expect(childText(clip, 'note')).toBe(sampleNotes.prompt)
    expect(clip?.children[1]?.attributes).toMatchObject({
      value: sampleNotes.prompt,
      start: clip?.attributes['start']
    })
    expect(clip?.children[2]?.attributes['value']).toBe('SC01 Balcony, 4 stars, dusk, hand  close')
  })
})

describe('the grammar of FCPXML', () => {
  const good = writeFcpxml(sampleTimeline(), '1.10')
  const faultsOf = (change: (xml: string) => string): number => {
    const changed = change(good)
    expect(changed).not.toBe(good)
    return fcpxmlFaults(readXmlTree(changed)).length
  }

  it.each([
    ['decimal times', (xml: string) => xml.replace('duration="96/24s"', 'duration="4.0s"')],
    ['a time between frames', (xml: string) => xml.replaceAll('offset="96/24s"', 'offset="193/48s"')],
    ['a raw space in a file’s address', (xml: string) => xml.replace('%20', ' ')],
    ['mono', (xml: string) => xml.replace('audioLayout="stereo"', 'audioLayout="mono"')],
    ['a clip directly in an event', (xml: string) => xml.replace('</event>', '<asset-clip/></event>')],
    ['a marker before the note', (xml: string) => xml.replace('<note>', '<marker/><note>')],
    [
      'a file as an attribute',
      (xml: string) => xml.replace('hasVideo="1"', 'hasVideo="1" src="file:///a.mp4"')
    ],
    ['a version that Resolve doesn’t know', (xml: string) => xml.replace('version="1.10"', 'version="1.14"')]
  ])('refuses %s', (_what, change) => {
    expect(faultsOf(change)).toBeGreaterThan(0)
  })
})

describe('Final Cut 7 XML', () => {
  it('counts in and out on the grid of the sequence, whatever the rate of the file [B07]', () => {
    const timeline = buildTimeline('Mixed', [
      clipSource('/a.mp4', { timing: timingAt(at30, 90) }),
      clipSource('/b.mp4', { timing: timingAt(at30, 90) }),
      clipSource('/c.mp4', { timing: timingAt(at25, 100), marks: { inMs: 2000, outMs: 3000 } })
    ])
    const item = videoItems(writeXmeml(timeline)).at(-1)
    expect([childText(item, 'in'), childText(item, 'out')]).toEqual(['60', '90'])
    const file = item?.children.find(({ name }) => name === 'file')
    expect(childText(file, 'duration')).toBe('100')
    expect(file?.children.find(({ name }) => name === 'rate')?.children[0]?.text).toBe('25')
  })

  it('defines each file once, with ids that are there once [B08]', () => {
    const timeline = buildTimeline('Twice', [
      clipSource('/a.mp4', { marks: { inMs: 0, outMs: 1000 } }),
      clipSource('/a.mp4', { marks: { inMs: 2000, outMs: 3000 } })
    ])
    const document = readXmlTree(writeXmeml(timeline))
    const defined = allNamed(document, 'file').filter(({ children }) => children.length > 0)
    expect(defined).toHaveLength(1)
    expect(allNamed(document, 'file').map(({ attributes }) => attributes['id'])).toEqual(
      Array.from({ length: 6 }, () => 'file-1')
    )
    const ids = allNamed(document, 'clipitem').map(({ attributes }) => attributes['id'])
    expect(new Set(ids).size).toBe(6)
  })

  it('has the parts that importers insist on, in their order [B09]', () => {
    const document = readXmlTree(writeXmeml(sampleTimeline()))
    const [sequence] = allNamed(document, 'sequence')
    expect(childText(sequence, 'duration')).toBe('192')
    const [format] = allNamed(document, 'format')
    expect(childText(format?.children[0], 'width')).toBe('1280')
    for (const track of allNamed(document, 'track'))
      expect([childText(track, 'enabled'), childText(track, 'locked')]).toEqual(['TRUE', 'FALSE'])
    const [audio] = allNamed(document, 'clipitem').filter(({ attributes }) =>
      attributes['id']?.includes('-a')
    )
    const order = audio?.children
      .map(({ name }) => name)
      .filter((name) => /^(file|sourcetrack|link)$/.test(name))
    expect([...new Set(order)]).toEqual(['file', 'sourcetrack', 'link'])
    expect(allNamed(document, 'channelcount').map(({ text }) => text)).toEqual(['2', '2'])
  })

  it('ties picture and sound by links that name each other [B09]', () => {
    const document = readXmlTree(writeXmeml(sampleTimeline()))
    const items = new Map(allNamed(document, 'clipitem').map((item) => [item.attributes['id'], item]))
    const linksOf = (item: XmlNode | undefined): readonly (string | undefined)[] =>
      item?.children.filter(({ name }) => name === 'link').map((link) => childText(link, 'linkclipref')) ?? []
    for (const item of items.values()) {
      const links = linksOf(item)
      if (links.length === 0) continue
      expect(links).toContain(item.attributes['id'])
      for (const id of links) expect(linksOf(items.get(id))).toEqual(links)
    }
    expect(linksOf(items.get('clipitem-v2'))).toEqual(['clipitem-v2', 'clipitem-a2-1', 'clipitem-a2-2'])
    const places = allNamed(document, 'link').map((link) =>
      ['mediatype', 'trackindex', 'clipindex'].map((name) => childText(link, name)).join(' ')
    )
    expect(places.slice(0, 3)).toEqual(['video 1 1', 'audio 1 1', 'audio 2 1'])
  })

  it('has at most two channels, and counts the pieces of each track by itself [B09]', () => {
    const channels = [2, 0, 1, 6]
    const timeline = buildTimeline(
      'Channels',
      channels.map((count, index) =>
        clipSource(`/${index}.mp4`, {
          timing: timingAt(at25, 50, { audio: count === 0 ? null : { channels: count, sampleRate: 48_000 } })
        })
      )
    )
    const document = readXmlTree(writeXmeml(timeline))
    expect(allNamed(document, 'channelcount').map(({ text }) => text)).toEqual(['2', '1', '2'])
    const tracks = allNamed(document, 'track').map((track) =>
      track.children.filter(({ name }) => name === 'clipitem').map(({ attributes }) => attributes['id'])
    )
    const kinds = ['video 1', 'audio 1', 'audio 2']
    for (const link of allNamed(document, 'link')) {
      const [id, kind, track, place] = ['linkclipref', 'mediatype', 'trackindex', 'clipindex'].map((name) =>
        childText(link, name)
      )
      expect(tracks[kinds.indexOf(`${kind} ${track}`)]?.[Number(place) - 1]).toBe(id)
    }
  })

  it('has no part for sound where no clip has any [B09]', () => {
    const timeline = buildTimeline('Silent', [
      clipSource('/a.mp4', { timing: timingAt(at25, 50, { audio: null }) })
    ])
    const document = readXmlTree(writeXmeml(timeline))
    expect([...allNamed(document, 'audio'), ...allNamed(document, 'link')]).toEqual([])
  })

  it('writes paths as addresses of localhost, and a bare name beside it [B10]', () => {
    const urlOf = (path: string, relativePath: string | null = null): string | undefined =>
      allNamed(
        readXmlTree(writeXmeml(buildTimeline('One', [clipSource(path, { relativePath })]))),
        'pathurl'
      )[0]?.text
    expect(urlOf('/home/me/a b.mp4')).toBe('file://localhost/home/me/a%20b.mp4')
    expect(urlOf(String.raw`C:\Users\me\a b.mp4`)).toBe('file://localhost/C%3a/Users/me/a%20b.mp4')
    expect(urlOf('/home/me/a b.mp4', 'a b.mp4')).toBe('a%20b.mp4')
  })
})

describe('OpenTimelineIO', () => {
  it('has markers that old and new versions read, from the start of the clip [B12]', () => {
    const [track] = otioTracks(writeOtio(sampleTimeline()))
    const marker = track?.children[1]?.markers[0]
    expect(marker).toMatchObject({ name: sampleNotes.prompt, comment: sampleNotes.prompt })
    expect(marker?.marked_range).toEqual(marker?.range)
    expect(marker?.marked_range.start_time.value).toBe(0)
  })

  it('names clip and reference as the file, and has all of its range [B13]', () => {
    const document = JSON.parse(writeOtio(sampleTimeline())) as { global_start_time: unknown }
    expect(document.global_start_time).toBeNull()
    const [track] = otioTracks(writeOtio(sampleTimeline()))
    for (const { name, source_range, media_references } of track?.children ?? []) {
      const reference = media_references['DEFAULT_MEDIA']
      expect(reference?.name).toBe(name)
      const from = source_range.start_time.value - (reference?.available_range.start_time.value ?? 0)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(from + source_range.duration.value).toBeLessThanOrEqual(
        reference?.available_range.duration.value ?? 0
      )
    }
  })

  it('counts in the timecode of a file that has one, and encodes relative names [B12]', () => {
    const [track] = otioTracks(writeOtio(withTimecode(at25)))
    expect(track?.children[0]?.source_range.start_time.value).toBe(86_425)
    const beside = buildTimeline('One', [clipSource('/a', { relativePath: 'sub/1 #2?.mp4' })])
    expect(writeOtio(beside)).toContain('"target_url": "sub/1%20%232%3F.mp4"')
  })

  it('has a gap where a clip has no sound', () => {
    const [, sound] = otioTracks(writeOtio(sampleTimeline()))
    expect(sound?.children.map((child) => child.OTIO_SCHEMA)).toEqual(['Clip.2', 'Clip.2', 'Gap.1'])
  })
})

describe('MLT and Kdenlive', () => {
  it('keep the prompt: as a comment and a marker', () => {
    const timeline = sampleTimeline()
    const mlt = readXmlTree(writeMlt(timeline))
    expect(mltProperty(allNamed(mlt, 'producer')[0], 'shotcut:comment')).toBe(sampleNotes.prompt)
    const markers = allNamed(mlt, 'properties')
    expect(markers.slice(1).map((one) => mltProperty(one, 'start'))).toEqual([
      '00:00:00.000',
      '00:00:04.000',
      '00:00:06.000'
    ])
    const bins = allNamed(readXmlTree(writeKdenlive(timeline)), 'producer').filter(({ attributes }) =>
      attributes['id']?.startsWith('bin')
    )
    expect(bins.map((one) => JSON.parse(mltProperty(one, 'kdenlive:markers') ?? '') as unknown)).toEqual([
      [{ comment: sampleNotes.prompt, pos: 0, type: 0 }],
      [{ comment: sampleNotes.prompt, pos: 24, type: 0 }],
      [{ comment: '夜の街 🌃', pos: 0, type: 0 }]
    ])
  })

  it('Kdenlive has each file as bin, sound and picture with one id', () => {
    const producers = allNamed(readXmlTree(writeKdenlive(sampleTimeline())), 'producer')
    const ids = (part: string): readonly (string | undefined)[] =>
      producers
        .filter(({ attributes }) => attributes['id']?.startsWith(part))
        .map((one) => mltProperty(one, 'kdenlive:id'))
    expect([ids('bin'), ids('sound'), ids('picture')]).toEqual([
      ['2', '3', '4'],
      ['2', '3'],
      ['2', '3', '4']
    ])
  })

  it('write paths of Windows with slashes', () => {
    const timeline = buildTimeline('One', [clipSource(String.raw`C:\Clips\a.mp4`)])
    expect(writeMlt(timeline)).toContain('>C:/Clips/a.mp4<')
    expect(writeKdenlive(timeline)).toContain('>C:/Clips/a.mp4<')
  })
})

describe('an edit list', () => {
  it('has cuts with the names of the files', () => {
    const lines = writeEdl(sampleTimeline()).split('\r\n')
    expect(lines.slice(0, 2)).toEqual(['TITLE: Morning & night', 'FCM: NON-DROP FRAME'])
    expect(lines.filter((line) => /^\d{3}/.test(line))).toEqual([
      '001  AX       AA/V  C        00:00:00:00 00:00:04:00 00:00:00:00 00:00:04:00',
      '002  AX       AA/V  C        00:00:01:00 00:00:03:00 00:00:04:00 00:00:06:00',
      '003  AX       V     C        00:00:00:00 00:00:02:00 00:00:06:00 00:00:08:00'
    ])
    expect(lines.filter((line) => line.startsWith('* FROM CLIP NAME: '))).toEqual(
      oddNames.slice(0, 3).map((name) => `* FROM CLIP NAME: ${name}`)
    )
  })

  it('has no line break of a prompt', () => {
    const notes = { ...sampleNotes, prompt: 'one\r\n002  AX       V     C\ntwo' }
    const timeline = buildTimeline('a\nb', [clipSource('/a.mp4', { notes })])
    expect(writeEdl(timeline)).toContain('* COMMENT: one 002 AX V C two\r\n')
    expect(writeEdl(timeline)).toContain('TITLE: a b\r\n')
  })
})

describe('a name with a line break or a colon', () => {
  it('adds no event to an edit list', () => {
    const fileName = 'a\r\n002  AX       V     C.mp4'
    const timeline = buildTimeline('One', [clipSource(`/${fileName}`, { fileName })])
    expect(writeEdl(timeline).match(/^\d{3} /gm)).toEqual(['001 '])
  })

  it('is no protocol of MLT', () => {
    const timeline = buildTimeline('One', [clipSource('/a', { relativePath: '3:x.mp4' })])
    expect(writeMlt(timeline)).toContain('>./3:x.mp4<')
    expect(writeKdenlive(timeline)).toContain('>./3:x.mp4<')
  })
})

describe('a table', () => {
  it('has everything about each clip, and quotes what needs it', () => {
    const [names, first] = writeCsv(sampleTimeline()).split('\r\n')
    expect(names?.startsWith('\ufeffNumber,File,Start,End')).toBe(true)
    expect(first).toContain(`1,${oddNames[0]},00:00:00:00,00:00:04:00,00:00:00:00,00:00:04:00,96,`)
    expect(first).toContain('"A woman on a balcony, first sip of coffee: <warm> & ""slow"""')
    expect(first).toContain(',0.4,2026-11-22T09:30:00.000Z,')
  })

  it('runs no prompt as a formula', () => {
    const notes = { ...sampleNotes, prompt: '=HYPERLINK("http://a")' }
    const table = writeCsv(buildTimeline('One', [clipSource('/a.mp4', { notes })]))
    expect(table).toContain(`"'=HYPERLINK(""http://a"")"`)
  })
})
