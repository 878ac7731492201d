import { countedFrames, isBroadcastRate, type FrameRate } from '@shared/media/frame-rate'

/**
 * Returns a frame as `00:00:01:12`. With drop frames, numbers are left out so that timecode keeps pace with the clock:
 * two at the start of each minute at 29.97 (four at 59.94), but not of each tenth one; no frame is lost.
 */
export function timecodeText(frame: number, rate: FrameRate, isDropFrame = false): string {
  const counted = countedFrames(rate)
  const isDropped = isDropFrame && isBroadcastRate(rate) && counted % 30 === 0
  const number = isDropped ? frame + droppedBefore(frame, counted) : frame
  const seconds = Math.floor(number / counted)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const separator = isDropped ? ';' : ':'
  return `${parts.map(twoDigits).join(':')}${separator}${twoDigits(number % counted)}`
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

function droppedBefore(frame: number, counted: number): number {
  const each = counted / 15
  const perMinute = counted * 60 - each
  const perTenMinutes = counted * 600 - each * 9
  const tens = Math.floor(frame / perTenMinutes)
  const rest = frame % perTenMinutes
  // The first of ten minutes keeps all of its numbers.
  const minutes = rest < counted * 60 ? 0 : 1 + Math.floor((rest - counted * 60) / perMinute)
  return each * (tens * 9 + minutes)
}
