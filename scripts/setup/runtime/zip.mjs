import { inflateRawSync } from 'node:zlib'

/** Reader for in-memory zip files: stored and deflated entries, no encryption, no zip64. */
const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localHeaderLength = 30
const longestComment = 0xffff
const stored = 0
const deflated = 8

function findEnd(zip) {
  const first = Math.max(0, zip.length - 22 - longestComment)
  for (let at = zip.length - 22; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) === endSignature) return at
  }
  throw new Error('This is no zip file: it has no end record.')
}

function requireInside(name) {
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
    throw new Error(`A zip entry points out of its folder: ${name}`)
  }
  return name
}

function content(zip, entry) {
  const nameLength = zip.readUInt16LE(entry.offset + 26)
  const extraLength = zip.readUInt16LE(entry.offset + 28)
  const start = entry.offset + localHeaderLength + nameLength + extraLength
  const raw = zip.subarray(start, start + entry.packedBytes)
  if (entry.method !== stored && entry.method !== deflated) {
    throw new Error(`${entry.name} is packed with method ${entry.method}, which is not supported.`)
  }
  const bytes = entry.method === stored ? raw : inflateRawSync(raw)
  if (bytes.length !== entry.bytes) throw new Error(`${entry.name} is damaged.`)
  return bytes
}

/** Lists the files in a zip with name, Unix mode, and `read()` for the content. Skips folders. */
export function filesInZip(zip) {
  const end = findEnd(zip)
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  if (count === 0xffff || at === 0xffffffff) throw new Error('Zip64 files are not supported.')
  const files = []
  for (let index = 0; index < count; index += 1) {
    if (zip.readUInt32LE(at) !== entrySignature) throw new Error('The list of files in the zip is damaged.')
    const nameLength = zip.readUInt16LE(at + 28)
    const entry = {
      name: requireInside(zip.toString('utf8', at + 46, at + 46 + nameLength)),
      method: zip.readUInt16LE(at + 10),
      packedBytes: zip.readUInt32LE(at + 20),
      bytes: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42)
    }
    const mode = (zip.readUInt32LE(at + 38) >>> 16) & 0o777
    if (!entry.name.endsWith('/')) files.push({ name: entry.name, mode, read: () => content(zip, entry) })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}
