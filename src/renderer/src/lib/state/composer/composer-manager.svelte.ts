import type { BatchKnowledge } from '@shared/batch/batch-plan'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Client } from '$lib/api/client'
import { ListFile } from '../lists/list-file.svelte'
import { PastedList } from '../lists/pasted-list.svelte'
import type { ModelsManager } from '../models/models-manager.svelte'
import type { PriceManager } from '../models/price-manager.svelte'
import type { ErrorReporter } from '../window/error-reporter'
import { ComposerDraft } from './form/composer-draft'
import { ComposerFilling } from './form/composer-filling.svelte'
import { ComposerForm } from './form/composer-form.svelte'
import { ComposerPlan } from './composer-plan.svelte'
import { sendable } from './form/form-draft'

interface ComposerDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly models: ModelsManager
  readonly prices: PriceManager
  /** Whether there is a key to send with. */
  readonly hasKey: () => boolean
  /** Whether the library can only be viewed, because a newer Dailies wrote it. */
  readonly isLibraryNewer: () => boolean
}

/** The parts of the composer, each with one reason to change. */
export class ComposerManager {
  readonly form: ComposerForm
  readonly list: PastedList
  readonly listFile: ListFile
  readonly plan: ComposerPlan
  readonly filling: ComposerFilling
  readonly draft: ComposerDraft

  constructor({ client, errors, models, prices, hasKey, isLibraryNewer }: ComposerDeps) {
    const form = new ComposerForm({ models, prices })
    const knowledge: BatchKnowledge = {
      findModel: (id) => models.find(id),
      modelNamed: (name) => models.named(name),
      settingsFor: (model) => sendable(models.map(form.request, model).request, model),
      priceOf: (request) => prices.of(request)
    }
    const list = new PastedList({
      pasted: () => form.contents.table,
      prompt: () => form.request.prompt,
      requests: () => form.requests,
      knowledge,
      change: (table) => form.setTable(table)
    })
    this.form = form
    this.list = list
    this.listFile = new ListFile(list)
    this.plan = new ComposerPlan({ form, list, knowledge, hasKey, isLibraryNewer })
    this.filling = new ComposerFilling({ form, models })
    this.draft = new ComposerDraft({ client, errors, form })
  }

  /** Fills the form from an earlier clip, and marks the field that it failed for. */
  reuse(request: GenerationRequest, problem: Problem | null, shot: string | null = null): void {
    this.filling.reuse(request, shot)
    this.plan.refuse(problem?.field ? problem : null)
  }
}
