/**
 * Makes the clips beside this file: `node src/simulator/clips/make-clips.mjs`, with ffmpeg on the path.
 *
 * Every clip lasts 15 s, has a key frame each second and no frame that looks ahead, so that the simulator can
 * cut it to any whole second by copying packets. The pictures are drawn here, frame by frame, as soft shapes
 * that move slowly: pleasant as a poster, and small, because little changes from one frame to the next.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'

const seconds = 15
const framesPerSecond = 24
/** Drawn at half the size and scaled up: soft edges are wanted, and it is four times as quick. */
const shrink = 2
const folder = dirname(fileURLToPath(import.meta.url))

const colour = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
const mix = (from, to, share) => from.map((value, index) => value + (to[index] - value) * share)
const clamp = (value) => Math.min(1, Math.max(0, value))
const smooth = (value) => clamp(value) ** 2 * (3 - 2 * clamp(value))

/** A colour out of a row of stops, `at` from 0 to 1. */
function ramp(stops, at) {
  const place = clamp(at) * (stops.length - 1)
  const index = Math.min(stops.length - 2, Math.floor(place))
  return mix(stops[index], stops[index + 1], place - index)
}

/** Hills under a low sun, the near ones passing faster than the far ones. */
function hills({ sky, sun, near, sunAt }) {
  const stops = sky.map(colour)
  const light = colour(sun)
  const front = colour(near)
  const layers = [0, 1, 2, 3]
  return (time, width, height) => {
    const scale = Math.min(width, height)
    const sunX = width * sunAt
    const sunY = height * (0.52 - 0.006 * time)
    const ridge = layers.map((layer) =>
      Float64Array.from({ length: width }, (_, x) => {
        const along = (x / scale) * (2.4 - layer * 0.35) + time * 0.022 * (layer + 1) + layer * 7.3
        const wave = Math.sin(along) * 0.5 + Math.sin(along * 2.3 + 1.7) * 0.24 + Math.sin(along * 0.6) * 0.5
        return height * (0.56 + layer * 0.12) - wave * scale * 0.075
      })
    )
    const tints = layers.map((layer) => mix(stops[stops.length - 1], front, 0.25 + layer * 0.24))
    return (x, y) => {
      const base = ramp(stops, (y / height) * 1.35)
      const distance = Math.hypot(x - sunX, y - sunY) / scale
      const disc = smooth((0.115 - distance) / 0.006)
      let result = mix(mix(base, light, 0.55 * Math.exp(-distance * 4.2)), light, disc)
      for (const layer of layers) {
        const depth = y - ridge[layer][x]
        if (depth < -1) continue
        const haze = 0.16 * Math.exp(-Math.max(0, depth) / (scale * 0.09))
        result = mix(result, mix(tints[layer], stops[stops.length - 1], haze), clamp(depth + 1))
      }
      return result
    }
  }
}

/** Curtains of light over a dark ridge. */
function aurora({ night, curtains, ground }) {
  const stops = night.map(colour)
  const lights = curtains.map(colour)
  const floor = colour(ground)
  return (time, width, height) => {
    const scale = Math.min(width, height)
    const ridge = Float64Array.from({ length: width }, (_, x) => {
      const along = (x / scale) * 3.1
      const peak = Math.abs(((along * 0.9 + 0.4) % 1) - 0.5) * 0.5 + Math.sin(along * 1.3) * 0.16
      return height * 0.86 - peak * scale * 0.22
    })
    const bands = lights.map((_, band) =>
      Float64Array.from({ length: width }, (_unused, x) => {
        const along = x / scale
        const sway = Math.sin(along * (1.5 + band * 0.5) + time * (0.06 + band * 0.02) + band * 2.1)
        return (
          height * (0.42 + band * 0.1) + scale * 0.13 * (sway + 0.4 * Math.sin(along * 3.7 - time * 0.06))
        )
      })
    )
    const glow = lights.map((_, band) =>
      Float64Array.from(
        { length: width },
        (_unused, x) => 0.5 + 0.42 * Math.sin((x / scale) * (2.2 + band) - time * (0.1 + band * 0.03) + band)
      )
    )
    return (x, y) => {
      const depth = y - ridge[x]
      const land = mix(floor, stops[stops.length - 1], 0.25 * Math.exp(-Math.max(0, depth) / (scale * 0.05)))
      if (depth > 0) return land
      let result = ramp(stops, y / height)
      lights.forEach((light, band) => {
        const above = (bands[band][x] - y) / scale
        const veil = above > 0 ? Math.exp(-above * 4.5) : Math.exp(above * 26)
        result = mix(result, light, clamp(veil * glow[band][x] * 0.85))
      })
      return mix(result, land, clamp(depth + 1))
    }
  }
}

/** Large soft lights that drift past each other. */
function lanterns({ back, lights, count }) {
  const stops = back.map(colour)
  const tints = lights.map(colour)
  const spots = Array.from({ length: count }, (_, index) => ({
    x: (index * 0.618 + 0.13) % 1,
    y: (index * 0.382 + 0.27) % 1,
    size: 0.1 + ((index * 0.271) % 1) * 0.2,
    phase: index * 1.9,
    tint: tints[index % tints.length]
  }))
  return (time, width, height) => {
    const scale = Math.min(width, height)
    const placed = spots.map((spot) => ({
      x: width * spot.x + scale * 0.12 * Math.sin(time * 0.06 + spot.phase),
      y: height * spot.y + scale * 0.1 * Math.cos(time * 0.05 + spot.phase * 1.3),
      size: spot.size * scale,
      strength: 0.45 + 0.1 * Math.sin(time * 0.12 + spot.phase),
      tint: spot.tint
    }))
    return (x, y) => {
      let result = ramp(stops, (x / width) * 0.4 + (y / height) * 0.6)
      for (const spot of placed) {
        const distance = Math.hypot(x - spot.x, y - spot.y)
        if (distance > spot.size * 1.1) continue
        result = mix(
          result,
          spot.tint,
          spot.strength * smooth((spot.size * 1.1 - distance) / (spot.size * 0.5))
        )
      }
      return result
    }
  }
}

const dusk = {
  sky: ['#2b2d5b', '#8a4f7d', '#f08a5d', '#ffd6a0'],
  sun: '#fff1c9',
  near: '#1d1534',
  sunAt: 0.64
}
const morning = {
  sky: ['#4aa3c7', '#9ed3d8', '#f4e9cd', '#ffd9b8'],
  sun: '#fffaf0',
  near: '#12404c',
  sunAt: 0.3
}
const lagoon = {
  sky: ['#16324f', '#1f7a8c', '#7fd1b9', '#f7f3d6'],
  sun: '#fff8dc',
  near: '#08222e',
  sunAt: 0.36
}
const rose = {
  sky: ['#5b3a8c', '#d0689a', '#ffb199', '#ffe3cf'],
  sun: '#fff6e8',
  near: '#3a174f',
  sunAt: 0.5
}
const north = {
  night: ['#05071c', '#0b1a3a', '#123a52'],
  curtains: ['#37e0a0', '#4aa8ff', '#b06bff'],
  ground: '#040712'
}
const south = {
  night: ['#0c0620', '#2a0f45', '#5a1d55'],
  curtains: ['#ff6fa3', '#ffb05c', '#8f7bff'],
  ground: '#080413'
}
const festival = {
  back: ['#1a1033', '#3d1b5c', '#7a2f5f'],
  lights: ['#ffb347', '#ff6f91', '#ffd97a', '#9f7bff'],
  count: 16
}
const reef = {
  back: ['#04293a', '#06556b', '#0f8f8c'],
  lights: ['#8ef0d0', '#54c6eb', '#f6f1b5', '#2fa6a0'],
  count: 14
}

/** File name (shape, then palette), picture, size, and the two tones of its sound. */
const clips = [
  ['16x9-dusk', hills(dusk), 1280, 720, [196, 294]],
  ['16x9-north', aurora(north), 1280, 720, [220, 330]],
  ['16x9-festival', lanterns(festival), 1280, 720, [247, 370]],
  ['16x9-lagoon', hills(lagoon), 1280, 720, [262, 392]],
  ['9x16-rose', hills(rose), 720, 1280, [220, 277]],
  ['9x16-north', aurora(north), 720, 1280, [196, 247]],
  ['9x16-reef', lanterns(reef), 720, 1280, [233, 349]],
  ['1x1-morning', hills(morning), 720, 720, [262, 330]],
  ['1x1-south', aurora(south), 720, 720, [208, 311]],
  ['4x3-morning', hills(morning), 960, 720, [233, 294]],
  ['4x3-festival', lanterns(festival), 960, 720, [196, 262]],
  ['3x4-south', aurora(south), 720, 960, [220, 294]],
  ['9x21-south', aurora(south), 540, 1260, [247, 330]],
  ['21x9-dusk', hills(dusk), 1260, 540, [208, 262]]
]

async function make([name, scene, width, height, [low, high]]) {
  const across = width / shrink
  const down = height / shrink
  const tone = `0.09*sin(2*PI*${low}*t)*(0.7+0.3*sin(0.8*t))+0.06*sin(2*PI*${high}*t)*(0.6+0.4*sin(0.5*t+1))`
  const picture = `-f rawvideo -pix_fmt rgb24 -s ${across}x${down} -r ${framesPerSecond} -i -`
  const sound = ['-f', 'lavfi', '-i', `aevalsrc=${tone}:s=48000:d=${seconds}`]
  const scale = `-vf scale=${width}:${height}:flags=bicubic:out_color_matrix=bt709`
  const colours = '-colorspace bt709 -color_primaries bt709 -color_trc bt709'
  const quality =
    '-c:v libx264 -preset slow -crf 36 -maxrate 64k -bufsize 256k -pix_fmt yuv420p -profile:v high'
  const keyFrames = `-bf 0 -g ${framesPerSecond} -keyint_min ${framesPerSecond} -sc_threshold 0`
  const audio = '-c:a aac -b:a 20k -ac 1'
  const file = `-t ${seconds} -movflags +faststart -fflags +bitexact -flags:v +bitexact -flags:a +bitexact`
  const output = [scale, colours, quality, keyFrames, audio, file].flatMap((part) => part.split(' '))
  const ffmpeg = spawn(
    'ffmpeg',
    ['-v', 'error', '-y', ...picture.split(' '), ...sound, ...output, join(folder, `${name}.mp4`)],
    { stdio: ['pipe', 'inherit', 'inherit'] }
  )
  const ended = once(ffmpeg, 'exit')
  for (let frame = 0; frame < seconds * framesPerSecond; frame += 1) {
    const pixel = scene(frame / framesPerSecond, across, down)
    const pixels = Buffer.allocUnsafe(across * down * 3)
    for (let y = 0, at = 0; y < down; y += 1) {
      for (let x = 0; x < across; x += 1, at += 3) {
        const [red, green, blue] = pixel(x, y)
        pixels[at] = red
        pixels[at + 1] = green
        pixels[at + 2] = blue
      }
    }
    if (!ffmpeg.stdin.write(pixels)) await once(ffmpeg.stdin, 'drain')
  }
  ffmpeg.stdin.end()
  const [code] = await ended
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} for ${name}`)
}

// A name or two on the command line make only those.
const wanted = argv.slice(2)
for (const clip of clips) {
  if (wanted.length === 0 || wanted.includes(clip[0])) await make(clip)
}
