import { defaultModel } from '@shared/catalogue/models'
import { initialRequest } from '@shared/catalogue/request-body'
import type { AppState } from '@shared/app-state'
import type { GenerationId, GenerationView, VideoId, VideoView } from '@shared/generation'
import { noAnnotations } from '@shared/library/annotations'
import { viewNames } from '@shared/library/views'
import { defaultSettings } from '@shared/settings'
import { quietSending } from '@shared/testing/quiet-sending'

let lastNumber = 0
const fakeUuid = (): string => `00000000-0000-4000-8000-${String(++lastNumber).padStart(12, '0')}`

export const fakeVideo = (changes: Partial<VideoView> = {}): VideoView => ({
  id: fakeUuid() as VideoId,
  state: 'saved',
  fileName: '2026-11-22 balcony-first-sip veo-3.1-fast 16x9 8s k3f9.mp4',
  isLinked: false,
  bytes: 17_900_000,
  sha256: 'ab'.repeat(32),
  width: 1280,
  height: 720,
  durationMs: 8000,
  framesPerSecond: 24,
  videoCodec: 'H.264',
  audioCodec: 'AAC stereo, 48 kHz',
  traits: [],
  checks: { peakDecibels: -12, blackMs: 0, frozenMs: 0 },
  hasPoster: true,
  hasStrip: true,
  cannotBeShown: false,
  canBeKept: false,
  attempts: 0,
  canBeDownloaded: true,
  problem: null,
  ...changes
})

/** Returns a generation whose clip is saved, with the given changes. */
export function fakeGeneration(changes: Partial<GenerationView> = {}): GenerationView {
  const isReady = (changes.state ?? 'ready') === 'ready'
  const id = fakeUuid()
  return {
    id: id as GenerationId,
    createdAtUs: 1_763_800_000_000_000 + lastNumber * 1000,
    revision: 1,
    state: 'ready',
    stateSinceMs: 1_763_800_000_000,
    waitingFor: null,
    notBeforeMs: null,
    origin: 'generated',
    request: { ...initialRequest(defaultModel), prompt: 'A balcony at dawn' },
    modelName: defaultModel.name,
    batchId: id,
    place: null,
    resendOf: null,
    enhancedPrompt: null,
    remoteId: isReady ? '176445190' : null,
    submittedAtMs: null,
    usualSeconds: 100,
    problem: null,
    chargedMicrodollars: null,
    measuredTogether: null,
    balanceBeforeMicrodollars: null,
    hidden: false,
    deletedAtMs: null,
    annotations: noAnnotations,
    uses: [],
    videos: isReady ? [fakeVideo()] : [],
    ...changes
  }
}

export const fakeAppState = (changes: Partial<AppState> = {}): AppState => ({
  revision: 1,
  version: '0.1.0',
  platform: 'linux',
  demo: false,
  developmentBuild: false,
  key: {
    status: 'present',
    keptIn: 'keychain',
    number: 1,
    keychainName: 'your desktop keyring',
    problem: null
  },
  committed: { microdollars: 0, unpricedCount: 0 },
  balance: { microdollars: 48_080_000, atMs: 1_763_800_000_000 },
  offline: false,
  settings: defaultSettings,
  library: {
    folder: '/home/ada/Videos/Dailies',
    status: 'ok',
    freeBytes: 212_000_000_000,
    reading: null,
    checking: null,
    indexing: null,
    sidecars: { writing: null, left: 0 }
  },
  counts: Object.fromEntries(viewNames.map((view) => [view, 0])) as AppState['counts'],
  undo: { undo: null, redo: null },
  sending: quietSending,
  hotFolders: [],
  notWritable: null,
  updates: null,
  notices: [],
  ...changes
})
