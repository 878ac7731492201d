import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from './support/app/app'
import { readClip } from './support/files/clip'
import { seedLibrary } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'

/** Reads the XMP of a file as another program does. */
const readXmp = (path: string): Record<string, unknown> =>
  (
    JSON.parse(
      execFileSync('exiftool', ['-json', '-charset', 'utf8', '-XMP:all', path], { encoding: 'utf8' })
    ) as Record<string, unknown>[]
  )[0]!

test('keeps sidecars beside the clips once they are switched on, and leaves those of other programs', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const clips = seedLibrary(home, [{ prompt: 'amber lantern' }, { prompt: 'harbour at dawn' }])
  const [lantern, harbour] = clips.map(({ path }) => `${path}.xmp`)
  const before = await readClip(clips[0]!.path)
  writeFileSync(harbour!, 'written by another program')
  const { page } = await launchApp({ home })
  await waitForPosters(page, 2)
  expect(existsSync(lantern!)).toBe(false)

  await page.keyboard.press('ControlOrMeta+Comma')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  const wanted = settings.getByRole('switch', { name: 'Keep an XMP sidecar beside each clip' })
  await wanted.click()
  await expect(settings).toContainText('1 sidecar was changed by another program')
  expect(existsSync(lantern!)).toBe(true)
  await page.keyboard.press('Escape')

  await tileOf(page, 'amber lantern').click()
  await page.keyboard.press('4')
  await expect.poll(() => readFileSync(lantern!, 'utf8')).toContain('<xmp:Rating>4<')
  expect(readXmp(lantern!)).toMatchObject({
    Description: 'amber lantern',
    Rating: 4,
    DigitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'
  })
  expect(await readClip(clips[0]!.path)).toEqual(before)

  await page.keyboard.press('ControlOrMeta+Comma')
  await wanted.click()
  await expect(settings).toContainText('The sidecars stay in the folder.')
  await settings.getByRole('button', { name: 'Remove the sidecars' }).click()
  await expect(page.getByText('1 sidecar removed. 1 stays: another program changed it.')).toBeVisible()
  expect([existsSync(lantern!), readFileSync(harbour!, 'utf8')]).toEqual([
    false,
    'written by another program'
  ])
})
