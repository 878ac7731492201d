/**
 * Makes the small files of other kinds that the simulator can serve instead of a clip. Needs ffmpeg; the
 * results are committed, so that nothing else needs it: `node src/simulator/odd-files/make-odd-files.mjs`.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=12:duration=1']
const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1']
const exact = '-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact'.split(' ')
const aac = '-c:a aac -b:a 16k'
const h264 = `-c:v libx264 -crf 40 -pix_fmt yuv420p ${aac}`

/** @type {readonly (readonly [name: string, inputs: readonly string[], options: string])[]} */
const files = [
  ['vp8.webm', [...picture, ...sound], '-c:v libvpx -b:v 40k -c:a libopus -b:a 16k'],
  ['vp9.webm', picture, '-c:v libvpx-vp9 -b:v 40k'],
  ['h264.mkv', [...picture, ...sound], h264],
  ['h264.mov', [...picture, ...sound], h264],
  ['h264.mpegts', [...picture, ...sound], `${h264} -f mpegts`],
  ['fragmented.mp4', [...picture, ...sound], `${h264} -movflags +frag_keyframe+empty_moov+default_base_moof`],
  ['hevc.mp4', [...picture, ...sound], `-c:v libx265 -crf 40 -tag:v hvc1 -pix_fmt yuv420p ${aac}`],
  ['mpeg4.mp4', [...picture, ...sound], `-c:v mpeg4 -q:v 31 ${aac}`],
  ['av1.mp4', picture, '-c:v libaom-av1 -crf 60 -cpu-used 8'],
  ['prores.mov', picture, '-c:v prores_ks -profile:v 0 -t 0.25'],
  ['mpeg4.avi', picture, '-c:v mpeg4 -q:v 31'],
  ['theora.ogv', picture, '-c:v libtheora -q:v 1'],
  ['sound.m4a', sound, aac],
  ['animation.gif', picture, '-t 0.25'],
  ['picture.webp', picture, '-frames:v 1']
]

for (const [name, inputs, options] of files) {
  const output = join(import.meta.dirname, name)
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...inputs, ...options.split(' '), ...exact, output])
}
