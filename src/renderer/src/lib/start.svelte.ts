import { untrack } from 'svelte'
import type { Services } from './services'
import { fillFromLink, showClip, showProject } from './actions/clip-commands'
import { showDropped } from './actions/drop-answers'
import { samplePrompts } from './utils/sample-prompts'
import { offerActions } from './actions/offered-actions.svelte'
import { runChosen } from './actions/run-shortcut'
import type { UserActions } from './actions/user-actions'

/** Most selected clips whose rows are kept and read, for what they have in common. */
const mostPinned = 200

/** Subscribes to events of the main process and the window, and loads everything. Returns the clean-up. */
export function start(services: Services, userActions: UserActions): () => void {
  const {
    announcer,
    app,
    board,
    client,
    compare,
    composer,
    errors,
    firstPaint,
    handoff,
    library,
    models,
    pictures,
    player,
    prices,
    saved
  } = services
  const { search, selection, viewer, viewMemory } = services
  const readModels = async (): Promise<void> => {
    await models.start()
    composer.form.leaveGoneModels()
  }
  const saveInput = async (): Promise<void> => {
    // A field that saves when it is left is left now.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    await composer.draft.flush().catch((error: unknown) => errors.log(error))
    client.send('app.inputSaved', {})
  }
  /** Resolves once the form has its draft, which would otherwise replace what is filled in. */
  let noteFilled = (): void => undefined
  const formFilled = new Promise<void>((resolve) => (noteFilled = resolve))
  const ending = new AbortController()
  const { signal } = ending
  const stop = [
    client.on('generation.changed', (generation) => announcer.take(generation)),
    // Any change of the rows may add a clip without its pictures.
    $effect.root(() => {
      $effect(() => {
        if (board.visible.length > 0 || library.rows.wanted.length > 0) untrack(() => pictures.wake())
      })
      $effect(() => {
        const isBusy = player.isPlaying || viewer.isOpen || compare.isOpen
        untrack(() => pictures.setPlaying(isBusy))
      })
      // The inspector shows it wherever the list is.
      $effect(() => {
        const { shown, positions } = selection.inspected
        const chosen = positions.slice(0, mostPinned)
        const ids = [
          ...compare.ids,
          ...viewer.wanted,
          shown,
          selection.active,
          ...chosen.map((position) => library.clips.idAt(position) ?? null)
        ].filter((id) => id !== null)
        untrack(() => library.rows.pin(ids))
      })
    }),
    $effect.root(() => {
      $effect(() => {
        if (app.isLoaded && (app.isFirstRun || library.list.status !== 'loading'))
          untrack(() => firstPaint.expect())
      })
    }),
    $effect.root(() => {
      const sort = $derived(app.isLoaded ? app.state.settings.sort : null)
      $effect(() => {
        const order = sort
        if (order === null) return
        untrack(() => void errors.attempt('Couldn’t sort the clips', () => library.list.setSort(order)))
      })
    }),
    offerActions(services, userActions),
    client.on('models.changed', () => void readModels().catch((error: unknown) => errors.log(error))),
    client.on('app.closing', () => void saveInput()),
    client.on('prompt.linked', ({ text }) => void formFilled.then(() => fillFromLink(services, text))),
    client.on('clip.linked', ({ id }) => void showClip(services, id)),
    client.on('drop.answered', (answer) => void showDropped(services, answer)),
    client.on('handoff.copyProgress', (progress) => services.copies.took(progress)),
    client.on('handoff.dragStarted', (drag) => handoff.started(drag)),
    client.on('handoff.dragRefused', (problem) => handoff.refused(problem)),
    client.on('problem.raised', (problem) => errors.show(problem)),
    client.on('project.chosen', ({ id }) => void showProject(services, id)),
    client.on('app.fullScreenChanged', ({ isFull }) => viewer.fullScreenChanged(isFull)),
    client.on('menu.chosen', ({ action }) => runChosen(userActions[action], services))
  ]

  window.addEventListener('online', () => void client.call('app.networkReturned', {}), { signal })
  window.addEventListener('error', (event) => errors.report(event.error ?? event.message), { signal })
  window.addEventListener('unhandledrejection', (event) => errors.report(event.reason), { signal })
  window.addEventListener('pagehide', () => composer.draft.destroy(), { signal })
  // Scroll events do not bubble.
  document.addEventListener('scroll', () => pictures.scrolled(), { signal, capture: true, passive: true })
  // After a native drag neither `dragend` nor `pointerup` arrives; these events mean that it ended.
  window.addEventListener('focus', () => handoff.settle(), { signal })
  window.addEventListener('blur', () => handoff.settle(), { signal })
  window.addEventListener('pointerdown', () => handoff.pressed(), { signal, capture: true })

  /** Restores view and selection: the page may follow one that crashed or was reloaded. */
  const showAgain = async (): Promise<void> => {
    const { view, text, selected } = viewMemory.read()
    search.restore(view, text)
    await library.start(view, text)
    if (selected !== null && (await library.rows.load(selected))) selection.select(selected)
    const remembering = $effect.root(() => {
      $effect(() => {
        viewMemory.write({ view: search.view, text: search.text, selected: selection.inspected.shown })
      })
    })
    stop.push(remembering)
  }
  /** Without its draft the form is empty; without the rest it has the catalogue's models and prices. */
  const fillForm = async (): Promise<void> => {
    const parts = [
      composer.draft.restore().then(readModels),
      prices.start(),
      saved.start(),
      services.items.start(),
      services.edits.start()
    ]
    await Promise.all(parts.map((part) => part.catch((error: unknown) => errors.log(error))))
    // In the demo a press should show something at once.
    const { contents } = composer.form
    const [sample] = samplePrompts
    if (app.isLoaded && app.state.demo && sample && contents.request.prompt === '')
      composer.form.restore({ ...contents, request: { ...contents.request, prompt: sample.prompt } })
    noteFilled()
  }
  const begin = async (): Promise<void> => {
    await Promise.all([app.start(), showAgain(), firstPaint.done.then(fillForm)])
  }
  begin().catch((error: unknown) => errors.report(error, 'Couldn’t read the library'))

  return () => {
    ending.abort()
    for (const end of stop) end()
    app.destroy()
    library.destroy()
    services.items.destroy()
    services.edits.destroy()
    composer.draft.destroy()
    prices.destroy()
    pictures.destroy()
    services.batches.destroy()
    services.progress.destroy()
    services.finished.destroy()
  }
}
