import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { codecsByFfprobe, readClip } from './support/files/clip'
import { videosIn } from './support/files/folder'
import {
  cards,
  expectPhase,
  fact,
  historyLines,
  order,
  promptField,
  select,
  signIn
} from './support/window/window'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

test('makes a clip from a prompt and saves it in the library', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await signIn(app)
  const prompt = 'a paper boat crossing a puddle, slow dolly-in'
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Safe on disk')

  const [name, ...others] = await videosIn(app.libraryFolder)
  expect(others).toEqual([])
  expect(name).toMatch(/^\d{4}-\d\d-\d\d a-paper-boat-crossing-a-puddle veo-3\.1-fast 16x9 8s \w{4}\.mp4$/)
  const file = join(app.libraryFolder, name!)
  const clip = await readClip(file)
  expect(clip).toMatchObject({
    width: 1280,
    height: 720,
    durationSeconds: 8,
    videoCodec: 'avc',
    audioCodec: 'aac'
  })
  expect((await codecsByFfprobe(file)) ?? ['h264', 'aac']).toEqual(['h264', 'aac'])

  await select(app, prompt)
  await expect(fact(app.page, 'File name')).toHaveText(name!)
  await expect(fact(app.page, 'SHA-256')).toHaveAttribute('title', clip.sha256)
  await expect(fact(app.page, 'File')).toContainText('verified')
  await expect(fact(app.page, 'Cost')).toHaveText('$1.92')
  await expect(historyLines(app.page)).toContainText([
    'Queued',
    'Sending',
    'Sent',
    'Finished by ModelsLab',
    'Downloaded and verified'
  ])

  // The body of the documented example, in its field order, without the key.
  const documented = {
    model_id: 'veo-3.1-fast',
    prompt,
    negative_prompt: null,
    aspect_ratio: '16:9',
    duration: '8',
    generate_audio: true,
    enhance_prompt: true
  }
  const { entries, chargedMicrodollars, balanceMicrodollars } = simulator.ledger()
  expect(entries).toMatchObject([
    { accepted: true, bodySha256: sha256(JSON.stringify(documented)), chargedMicrodollars: 1_920_000 }
  ])
  expect({ chargedMicrodollars, balanceMicrodollars }).toEqual({
    chargedMicrodollars: 1_920_000,
    balanceMicrodollars: 25_000_000 - 1_920_000
  })
})

test('sends the chosen settings: portrait, four seconds, without sound', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await signIn(app)
  const prompt = 'rain on a tin roof'
  await order(app, { prompt, aspectRatio: '9:16', durationSeconds: 4, generateAudio: false })
  await expectPhase(app, prompt, 'Safe on disk')

  const [name] = await videosIn(app.libraryFolder)
  expect(name).toContain('rain-on-a-tin-roof veo-3.1-fast 9x16 4s')
  const clip = await readClip(join(app.libraryFolder, name!))
  expect(clip).toMatchObject({ width: 720, height: 1280, durationSeconds: 4, audioCodec: null })
  await select(app, prompt)
  await expect(fact(app.page, 'Sound')).toHaveText('None')
  const asked = {
    model_id: 'veo-3.1-fast',
    prompt,
    negative_prompt: null,
    aspect_ratio: '9:16',
    duration: '4',
    generate_audio: false,
    enhance_prompt: true
  }
  expect(simulator.ledger().entries).toMatchObject([{ bodySha256: sha256(JSON.stringify(asked)) }])
})

test('sends one press of Generate once and shows its tile at once [F12]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'job-finish-after', value: 1_000_000 })
  const app = await launchApp()
  await signIn(app)
  await promptField(app.page).fill('a double click')
  await app.page.getByRole('button', { name: /^Generate/ }).dblclick()
  await expectPhase(app, 'a double click', 'Generating')
  await expect(cards(app.page, 'a double click')).toHaveCount(1)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('treats held keys as one press, in the prompt and on the button [F12]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'job-finish-after', value: 1_000_000 })
  const app = await launchApp()
  const { keyboard } = app.page
  await signIn(app)
  /** Repeats a held key, also after the press has become a request. */
  const hold = async (prompt: string, modifiers: readonly string[]): Promise<void> => {
    for (const key of [...modifiers, 'Enter']) await keyboard.down(key)
    await expectPhase(app, prompt, 'Generating')
    for (let count = 0; count < 30; count += 1) await keyboard.down('Enter')
    for (const key of ['Enter', ...modifiers]) await keyboard.up(key)
  }
  await promptField(app.page).fill('held in the prompt')
  await hold('held in the prompt', ['Control'])
  await promptField(app.page).fill('held on the button')
  const button = app.page.getByRole('button', { name: /^Generate/ })
  // A press this soon after the last one is ignored.
  await expect(button).toHaveAttribute('aria-busy', 'false')
  await button.focus()
  await hold('held on the button', [])
  // Requests are sent in order, so any duplicate would appear before this one.
  await order(app, { prompt: 'the last one' })
  await expectPhase(app, 'the last one', 'Generating')
  expect(simulator.ledger().entries).toHaveLength(3)
})

test('restores the unsent prompt after a power cut', async ({ launchApp }) => {
  const app = await launchApp()
  await signIn(app)
  await promptField(app.page).fill('half a thought about the se')
  await expect
    .poll(async () => (await callApp(app.page, 'draft.get', {})).draft)
    .toContain('half a thought about the se')
  await app.kill()
  await app.start()
  await expect(promptField(app.page)).toHaveValue('half a thought about the se')
})
