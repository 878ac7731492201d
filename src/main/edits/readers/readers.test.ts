import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readEdit } from './read-edit'
import { pathOfUrl, type EditContents } from './used-media'

const read = (text: string, ending = '.xml'): Promise<EditContents> => {
  const bytes = Buffer.from(text)
  return readEdit([bytes], bytes.subarray(0, 512), ending)
}

/** What is read of each file, by the name at the end of its first path. */
const usesIn = async (text: string, ending?: string): Promise<Record<string, unknown>> => {
  const { media } = await read(text, ending)
  return Object.fromEntries(
    media.map(({ paths, onTimeline, ms }): [string, unknown] => [
      paths[0]?.split(/[/\\]/).at(-1) ?? '',
      [onTimeline, ms === null ? null : Math.round(ms)]
    ])
  )
}

describe('MLT', () => {
  const producer = (id: string, resource: string, more = ''): string =>
    `<producer id="${id}" in="0" out="99"><property name="resource">${resource}</property>${more}</producer>`
  const mlt = (body: string, root = ''): string =>
    `<?xml version="1.0"?><mlt root="${root}"><profile frame_rate_num="25" frame_rate_den="1"/>${body}</mlt>`

  it('counts entries on tracks, with their lengths, and leaves the bin and the sound of a picture out', async () => {
    const text =
      mlt(`${producer('p0', '/lib/a.mp4')}${producer('p1', '/lib/a.mp4')}${producer('p2', '/lib/b.mp4')}
      ${producer('p3', '/lib/sound.mp4')}
      <playlist id="main_bin"><entry producer="p0"/><entry producer="p2"/></playlist>
      <playlist id="v1"><blank length="10"/><entry producer="p0" in="0" out="24"/>
        <entry producer="p1" in="00:00:01.000" out="00:00:01.960"/></playlist>
      <playlist id="a1"><entry producer="p0" in="0" out="24"/><entry producer="p3" in="0" out="49"/></playlist>
      <tractor id="t"><track producer="v1"/><track hide="video" producer="a1"/></tractor>`)
    expect(await usesIn(text)).toEqual({ 'a.mp4': [2, 2000], 'b.mp4': [0, 0], 'sound.mp4': [1, 2000] })
  })

  it('counts a sequence as often as it is used, and a transition as part of its clips', async () => {
    const text = mlt(`${producer('p0', 'a.mp4')}
      <playlist id="inner"><entry producer="p0" in="0" out="24"/></playlist>
      <tractor id="nested"><track producer="inner"/></tractor>
      <tractor id="mix"><property name="shotcut:transition">lumaMix</property>
        <track producer="p0" in="25" out="29"/></tractor>
      <playlist id="v1"><entry producer="nested"/><entry producer="nested"/><entry producer="mix"/></playlist>
      <tractor id="t"><multitrack><track producer="v1"/></multitrack></tractor>`)
    expect(await usesIn(text)).toEqual({ 'a.mp4': [2, 2200] })
  })

  it('names the original of a proxy, drops a speed, and joins the root of the document', async () => {
    const proxy = producer(
      'p0',
      'proxy/x.mkv',
      '<property name="kdenlive:originalurl">clips/a b.mp4</property>'
    )
    const { media, editor } = await read(mlt(`${proxy}${producer('p1', '3.400000:../b.mp4')}`, 'film'))
    expect(editor).toBe('kdenlive')
    expect(media.map(({ paths }) => paths)).toEqual([
      ['film/clips/a b.mp4', 'clips/a b.mp4', 'film/proxy/x.mkv', 'proxy/x.mkv'],
      ['film/../b.mp4', '../b.mp4']
    ])
  })

  it('ends where timelines contain themselves', async () => {
    const text = mlt(`${producer('p0', 'a.mp4')}
      <playlist id="one"><entry producer="two"/><entry producer="p0"/></playlist>
      <playlist id="two"><entry producer="one"/></playlist>`)
    expect(await usesIn(text)).toEqual({ 'a.mp4': [0, 0] })
  })

  it('adds up doubling sequences without visiting each', async () => {
    const levels = Array.from(
      { length: 60 },
      (_, level) =>
        `<playlist id="s${level}"><entry producer="${level === 0 ? 'p0' : `s${level - 1}`}" in="0" out="24"/>
         <entry producer="${level === 0 ? 'p0' : `s${level - 1}`}" in="0" out="24"/></playlist>`
    )
    const { media } = await read(mlt(`${producer('p0', 'a.mp4')}${levels.join('')}`))
    expect(media[0]?.onTimeline).toBe(1_000_000)
  })
})

describe('Final Cut', () => {
  it('reads assets, trimmed clips, connected clips and compound clips', async () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE fcpxml>
      <fcpxml version="1.10"><resources>
        <asset id="r1" name="a"><media-rep kind="original-media" src="file:///lib/a%20%26%20b.mp4"/></asset>
        <asset id="r2" src="file:///lib/old.mov"/><asset id="r3" src="file:///lib/unused.mp4"/>
        <asset id="r4" src="file:///lib/inner.mp4"/>
        <media id="m1"><sequence><spine><asset-clip ref="r4" duration="2s"/></spine></sequence></media>
        <media id="m2"><sequence><spine><asset-clip ref="r3" duration="2s"/></spine></sequence></media>
      </resources><library><event><asset-clip ref="r3" duration="9s"/>
        <project name="Film"><sequence format="f"><spine>
          <asset-clip ref="r1" duration="1001/24000s"><asset-clip lane="1" ref="r1" duration="2s"/></asset-clip>
          <clip duration="3s"><video ref="r2" duration="90s"><audio ref="r2" lane="-1" duration="90s"/></video></clip>
          <ref-clip ref="m1" duration="1s"/><ref-clip ref="m1" duration="1s"/>
          <audition><asset-clip ref="r1" duration="1s"/><asset-clip ref="r3" duration="5s"/></audition>
        </spine></sequence></project></event></library></fcpxml>`
    expect(await usesIn(text, '.fcpxml')).toEqual({
      'a & b.mp4': [3, 3042],
      'old.mov': [1, 3000],
      'unused.mp4': [0, 0],
      'inner.mp4': [2, 4000]
    })
  })
})

describe('Final Cut 7 XML', () => {
  it('reads files that are described once, nested sequences, and bins', async () => {
    const text = `<?xml version="1.0"?><!DOCTYPE xmeml><xmeml version="5"><project><children>
      <clip id="m"><file id="f3"><name>c.mp4</name><pathurl>file://localhost/C%3a/lib/c.mp4</pathurl></file></clip>
      <sequence id="s1"><rate><timebase>30</timebase><ntsc>TRUE</ntsc></rate><media><video><format/><track>
        <clipitem><name>a</name><start>0</start><end>30</end><in>5</in><out>35</out>
          <file id="f1"><name>a.mp4</name><pathurl>file://localhost/lib/a.mp4</pathurl></file></clipitem>
        <clipitem><start>-1</start><end>90</end><in>0</in><out>60</out><file id="f1"/></clipitem>
        <clipitem><start>90</start><end>120</end><sequence id="s2"/></clipitem>
      </track></video><audio><track><clipitem><start>0</start><end>30</end><file id="f1"/></clipitem></track></audio>
      </media></sequence>
      <sequence id="s2"><rate><timebase>25</timebase></rate><media><video><track><clipitem><start>0</start>
        <end>25</end><file id="f2"><pathurl>b.mp4</pathurl></file></clipitem></track></video></media></sequence>
      </children></project></xmeml>`
    expect(await usesIn(text)).toEqual({ 'c.mp4': [0, 0], 'a.mp4': [2, 3003], 'b.mp4': [1, 1000] })
  })
})

describe('OpenTimelineIO', () => {
  const time = (value: number, rate = 24): object => ({ OTIO_SCHEMA: 'RationalTime.1', value, rate })
  const range = (value: number): object => ({
    OTIO_SCHEMA: 'TimeRange.1',
    start_time: time(0),
    duration: time(value)
  })
  const reference = (url: string): object => ({
    OTIO_SCHEMA: 'ExternalReference.1',
    target_url: url,
    available_range: range(240)
  })

  it('looks at every reference of a clip, and takes collections for bins', async () => {
    const text = JSON.stringify({
      OTIO_SCHEMA: 'SerializableCollection.1',
      children: [
        { OTIO_SCHEMA: 'Clip.1', name: 'b', media_reference: reference('media/b%20c.mp4') },
        {
          OTIO_SCHEMA: 'Timeline.1',
          tracks: {
            OTIO_SCHEMA: 'Stack.1',
            children: [
              {
                OTIO_SCHEMA: 'Track.1',
                kind: 'Video',
                children: [
                  { OTIO_SCHEMA: 'Gap.1', source_range: range(5) },
                  {
                    OTIO_SCHEMA: 'Clip.2',
                    name: 'a',
                    source_range: range(48),
                    active_media_reference_key: 'HQ',
                    media_references: {
                      PROXY: reference('file:///p/proxy.mov'),
                      HQ: reference('file:///lib/a.mp4')
                    }
                  },
                  { OTIO_SCHEMA: 'Clip.1', media_reference: reference('file:///lib/d.mp4') }
                ]
              },
              {
                OTIO_SCHEMA: 'Track.1',
                kind: 'Audio',
                children: [{ OTIO_SCHEMA: 'Clip.1', media_reference: reference('file:///lib/a.mp4') }]
              }
            ]
          }
        }
      ]
    })
    expect(await usesIn(text, '.otio')).toEqual({
      'b c.mp4': [0, 0],
      'a.mp4': [1, 2000],
      'd.mp4': [1, 10000]
    })
    const { media } = await read(text, '.otio')
    expect(media[1]?.paths).toEqual(['/lib/a.mp4', '/p/proxy.mov', 'a'])
  })
})

describe('other formats', () => {
  it('reads an EDL of Resolve', async () => {
    const text = `TITLE: Film
FCM: NON-DROP FRAME

001  AX       V     C        00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00
* FROM CLIP NAME: a.mp4
001  AX       A     C        00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00
* FROM CLIP NAME: a.mp4
002  AX       V     C        00:00:00:00 00:00:01:12 01:00:02:00 01:00:03:12
* FROM CLIP NAME: b.mp4
* SOURCE FILE: /lib/b.mp4
003  REEL2    B     D    024 00:00:00:00 00:00:01:00 01:00:03:12 01:00:04:12
* FROM CLIP NAME: b.mp4
* TO CLIP NAME: c.mp4
`
    expect(await usesIn(text, '.edl')).toEqual({ 'a.mp4': [1, 2000], 'b.mp4': [1, 1500], 'c.mp4': [1, 1000] })
  })

  it('reads a project of OpenShot', async () => {
    const text = JSON.stringify({
      files: [
        { id: 'F1', path: '../lib/a.mp4' },
        { id: 'F2', path: '../lib/b.mp4' }
      ],
      clips: [
        { file_id: 'F1', start: 0.5, end: 2.5, position: 0 },
        { file_id: 'F1', start: 0, end: 1, position: 4 }
      ]
    })
    expect(await usesIn(text, '.osp')).toEqual({ 'a.mp4': [2, 3000], 'b.mp4': [0, 0] })
  })

  it('reads a project of Pitivi', async () => {
    const text = `<ges version='0.7'><project><ressources>
      <asset id='file:///lib/a%20%26%20b.mp4' extractable-type-name='GESUriClip'/>
      <asset id='file:///lib/c.mp4' extractable-type-name='GESUriClip'/></ressources>
      <timeline><layer priority='0'>
        <clip id='0' asset-id='file:///lib/a%20%26%20b.mp4' track-types='4' duration='2000000000'/>
        <clip id='1' asset-id='file:///lib/a%20%26%20b.mp4' track-types='2' duration='2000000000'/>
      </layer></timeline></project></ges>`
    expect(await usesIn(text, '.xges')).toEqual({ 'a & b.mp4': [1, 2000], 'c.mp4': [0, 0] })
  })

  it('reads paths of a project of Premiere alone', async () => {
    const text = `<?xml version="1.0"?><PremiereData><Media ObjectUID="1"><RelativePath>..\\lib\\a.mp4</RelativePath>
      <FilePath>C:\\lib\\a.mp4</FilePath><ActualMediaFilePath>C:\\lib\\a.mp4</ActualMediaFilePath><Title>a.mp4</Title>
      <Blob Encoding="base64">${'A'.repeat(100_000)}</Blob></Media></PremiereData>`
    expect(await read(text)).toEqual({
      editor: 'premiere',
      media: [
        {
          paths: ['C:\\lib\\a.mp4', 'C:\\lib\\a.mp4', '..\\lib\\a.mp4', 'a.mp4'],
          onTimeline: null,
          ms: null
        }
      ]
    })
  })

  it('reads a project of Premiere with very many files in a part that is left out', async () => {
    const files = '<Media><FilePath>/lib/a.mp4</FilePath></Media>'.repeat(200_000)
    const { media } = await read(`<PremiereData><Bin>${files}</Bin></PremiereData>`)
    expect(media.map(({ paths }) => paths)).toEqual([['/lib/a.mp4']])
  })

  it('searches a pickle of Flowblade for paths', async () => {
    const text =
      '\x80\x02cos\nsystem\nX\x1d\0\0\0/home/me/clips/夜 a & b.mp4q\x01\x8c\x2e/home/me/other.mov\x94.'
    const { media } = await read(text, '.flb')
    expect(media.map(({ paths }) => paths[0])).toEqual(['/home/me/clips/夜 a & b.mp4', '/home/me/other.mov'])
  })
})

it.each([
  ['file:///lib/a%20%26.mp4', '/lib/a &.mp4'],
  ['file://localhost/C%3a/lib/a.mp4', '/C:/lib/a.mp4'],
  ['file://localhost/lib/a.mp4', '/lib/a.mp4'],
  ['file://server/share/a.mp4', '//server/share/a.mp4'],
  ['file:/lib/a.mp4', '/lib/a.mp4'],
  ['file:///C:/a.mp4', '/C:/a.mp4'],
  ['file:///lib/100%.mp4', '/lib/100%.mp4'],
  ['/lib/a%20b.mp4', '/lib/a%20b.mp4'],
  ['a.mp4', 'a.mp4']
])('reads %s as a path', (url, path) => {
  expect(pathOfUrl(url)).toBe(path)
})

describe('a file with more paths than a real one', () => {
  it('keeps the first ones, and none that is longer than paths are', async () => {
    const reps = Array.from({ length: 1000 }, (_, at) => `<media-rep src="file:///${at}.mp4"/>`)
    const long = `<media-rep src="file:///${'a'.repeat(5000)}"/>`
    const { media } = await read(
      `<fcpxml><resources><asset id="a">${long}${reps.join('')}</asset></resources></fcpxml>`
    )
    expect(media[0]?.paths).toEqual(Array.from({ length: 16 }, (_, at) => `/${at}.mp4`))
  })

  it('keeps the first names of a clip', async () => {
    const clips = Array.from({ length: 100 }, (_, at) => ({
      OTIO_SCHEMA: 'Clip.1',
      name: `take ${at}`,
      media_reference: { target_url: 'a.mp4' }
    }))
    const { media } = await read(JSON.stringify({ OTIO_SCHEMA: 'Stack.1', children: clips }), '.otio')
    expect(media).toMatchObject([{ onTimeline: 100 }])
    expect(media[0]?.paths).toHaveLength(16)
  })
})

it('stops at the attributes of one element, however many follow', async () => {
  let read = 0
  function* endless(): Generator<Uint8Array> {
    yield Buffer.from('<mlt><producer')
    for (; read < 50_000; read += 100) {
      const names = Array.from({ length: 100 }, (_, at) => ` a${read + at}="1"`)
      yield Buffer.from(names.join(''))
    }
  }
  await expect(readEdit(endless(), Buffer.from('<mlt>'), '.mlt')).rejects.toThrow('too_large')
  expect(read).toBeLessThan(1000)
})

it('reads XML in UTF-16 and with a byte order mark', async () => {
  const text = '<mlt><producer id="p"><property name="resource">/夜.mp4</property></producer></mlt>'
  for (const bytes of [
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(`\ufeff${text}`),
    Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  ]) {
    const { media } = await readEdit(
      [bytes.subarray(0, 7), bytes.subarray(7)],
      bytes.subarray(0, 512),
      '.mlt'
    )
    expect(media[0]?.paths).toEqual(['/夜.mp4'])
  }
  expect(gzipSync(text).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
})
