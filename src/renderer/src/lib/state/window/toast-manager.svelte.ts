export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

export interface ToastInput {
  readonly text: string
  /** A second, quieter sentence. */
  readonly detail?: string | undefined
  readonly tone?: 'plain' | 'warn'
  readonly action?: ToastAction
  /** Toasts of one kind replace each other. */
  readonly kind?: string
}

export interface Toast extends ToastInput {
  readonly id: number
}

const lifetimeMs = 8000

/** Short messages in the corner. A failure stays until it is dismissed; others disappear after a while. */
export class ToastManager {
  #toasts = $state.raw<readonly Toast[]>([])
  #lastId = 0
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen reads it
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()

  get toasts(): readonly Toast[] {
    return this.#toasts
  }

  show(input: ToastInput): number {
    const toast: Toast = { ...input, id: ++this.#lastId }
    const others = this.#toasts.filter(({ kind }) => kind === undefined || kind !== toast.kind)
    this.#toasts = [...others, toast]
    this.resume(toast.id)
    return toast.id
  }

  dismiss(id: number): void {
    this.hold(id)
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id)
  }

  /** Keeps a toast while the pointer or the keyboard is on it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
  }

  resume(id: number): void {
    this.hold(id)
    const toast = this.#toasts.find((candidate) => candidate.id === id)
    if (!toast || toast.tone === 'warn') return
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), lifetimeMs)
    )
  }
}
