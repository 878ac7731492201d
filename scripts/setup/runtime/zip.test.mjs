import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { filesInZip } from './zip.mjs'

/** Writes a zip file from the specification, independent of the reader. */
function makeZip(entries) {
  const local = []
  const central = []
  let offset = 0
  for (const { name, text = '', mode = 0o644, method = 8 } of entries) {
    const raw = Buffer.from(text)
    const packed = method === 8 ? deflateRawSync(raw) : raw
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(name.length, 26)
    header.writeUInt16LE(4, 28)
    const extra = Buffer.alloc(4)
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(method, 10)
    record.writeUInt32LE(packed.length, 20)
    record.writeUInt32LE(raw.length, 24)
    record.writeUInt16LE(name.length, 28)
    record.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 38)
    record.writeUInt32LE(offset, 42)
    local.push(header, Buffer.from(name), extra, packed)
    central.push(record, Buffer.from(name))
    offset += 30 + name.length + 4 + packed.length
  }
  const directory = Buffer.concat(central)
  const comment = 'made for a test'
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...local, directory, end, Buffer.from(comment)])
}

const listed = (zip) => filesInZip(zip).map(({ name, mode, read }) => ({ name, mode, text: String(read()) }))

describe('filesInZip', () => {
  it('reads stored and deflated files with their modes and leaves folders out', () => {
    const zip = makeZip([
      { name: 'box/', method: 0 },
      { name: 'box/run', text: 'go '.repeat(1000), mode: 0o755 },
      { name: 'box/note', text: 'plain', method: 0 },
      { name: 'empty' }
    ])
    expect(listed(zip)).toEqual([
      { name: 'box/run', mode: 0o755, text: 'go '.repeat(1000) },
      { name: 'box/note', mode: 0o644, text: 'plain' },
      { name: 'empty', mode: 0o644, text: '' }
    ])
  })

  it.each(['../out', '/etc/out', 'box/../../out', 'box\\out'])('refuses the entry %s', (name) => {
    expect(() => filesInZip(makeZip([{ name }]))).toThrow(/out of its folder/)
  })

  it('says that a method is not supported', () => {
    expect(() => listed(makeZip([{ name: 'odd', method: 14 }]))).toThrow(/method 14/)
  })

  it('says that a file is damaged when its length is not as listed', () => {
    const zip = makeZip([{ name: 'clip', text: 'abc', method: 0 }])
    zip.writeUInt32LE(9, zip.indexOf('PK\x01\x02') + 24)
    expect(() => listed(zip)).toThrow('clip is damaged.')
  })

  it('says that something is no zip file', () => {
    expect(() => filesInZip(Buffer.from('<html>refused</html>'))).toThrow(/no zip file/)
    expect(() => filesInZip(Buffer.alloc(0))).toThrow(/no zip file/)
  })
})
