import { expect, test } from './support/app/app'
import { outputOf, type Environment } from './support/desktop/processes'
import { seedLibrary } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'
import { promptField } from './support/window/window'

/** Keys by where they are, as X numbers them; named by what an American keyboard has there. */
const keys = { control: 37, '1': 10, c: 54, f: 41, k: 45, right: 114, '[': 34, ']': 35, w: 25 } as const
type Key = keyof typeof keys

/** The keyboard of the desktop, on which keys are pressed as on a real one. */
function keyboardOf(env: Environment) {
  const run = async (command: string, words: readonly (string | number)[]): Promise<void> => {
    expect(await outputOf(command, words.map(String), env)).toBeDefined()
  }
  return {
    setLayout: (layout: string) => run('setxkbmap', [layout]),
    press: (key: Key) => run('xdotool', ['key', keys[key]]),
    pressWithControl: (key: Key) =>
      run('xdotool', ['keydown', keys.control, 'key', keys[key], 'keyup', keys.control])
  }
}

test('takes shortcuts from the keys of other layouts', async ({ desktop, launchApp, freshFolder }) => {
  const home = await freshFolder()
  const prompts = ['a lighthouse at dawn', 'a lighthouse at dusk']
  seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  const { page } = await launchApp({ home })
  const keyboard = keyboardOf(desktop.env)
  const palette = page.getByRole('dialog', { name: 'Find an action' })
  const search = page.getByRole('textbox', { name: 'Search' })
  await waitForPosters(page, prompts.length)
  try {
    await test.step('Russian: letters by their places', async () => {
      await keyboard.setLayout('ru')
      await expect(promptField(page)).toBeFocused()
      await keyboard.pressWithControl('k')
      await expect(palette).toBeVisible()
      await keyboard.press('f')
      await expect(palette.getByRole('combobox')).toHaveValue('а')
      await page.keyboard.press('Escape')
      await keyboard.pressWithControl('f')
      await expect(search).toBeFocused()
    })

    await test.step('French: letters by their names, digits by their places', async () => {
      await keyboard.setLayout('fr')
      await promptField(page).fill('one')
      // Where an American keyboard has W, a French one has Z: it undoes.
      await keyboard.pressWithControl('w')
      await expect(promptField(page)).toHaveValue('')
      await tileOf(page, prompts[0]!).click()
      await keyboard.press('1')
      await expect(tileOf(page, prompts[0]!)).toHaveAccessibleName(/1 star/)
    })

    await test.step('German: brackets where there are none', async () => {
      await keyboard.setLayout('de')
      await tileOf(page, prompts[0]!).click()
      await page.keyboard.press('Shift+ArrowRight')
      await keyboard.press('c')
      const compare = page.getByRole('dialog', { name: 'Compare' })
      await expect(compare).toBeFocused()
      await keyboard.press('right')
      const second = compare.getByRole('region', { name: /^2: / })
      await expect(second).toHaveAttribute('aria-current', 'true')
      await keyboard.press(']')
      await expect(second).toContainText('+1 f')
      await keyboard.press('[')
      await expect(second).not.toContainText('+1 f')
    })
  } finally {
    await keyboard.setLayout('us')
  }
})
