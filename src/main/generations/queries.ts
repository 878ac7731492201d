import type { Model } from '@shared/catalogue/model'
import { requestBody } from '@shared/catalogue/request-body'
import type { CallInput, CallOutput } from '@shared/contract'
import { pageLimit, type ListQuery } from '@shared/library/queries'
import type { GenerationId, VideoId } from '@shared/generation'
import { listedIds, type Listing } from '@shared/library/listing'
import { ProblemError, type Problem } from '@shared/problem'
import type { Generation, Video } from './domain/generation'
import type { GenerationStore } from './domain/ports'
import { supportReport } from './domain/support-report'

const notFound: Problem = {
  code: 'not_found',
  message: 'This clip is no longer in the library.',
  retryable: false
}

interface GenerationQueriesDeps {
  readonly store: Pick<
    GenerationStore,
    'page' | 'find' | 'findAll' | 'findBatch' | 'findByVideo' | 'isErased' | 'history' | 'answers'
  >
  readonly readListing: (query: ListQuery) => Promise<Listing>
  readonly findModel: (id: string) => Model | undefined
}

/** Queries on generations for the window. */
export class GenerationQueries {
  constructor(private readonly deps: GenerationQueriesDeps) {}

  page(query: CallInput<'generations.page'>): {
    readonly items: readonly Generation[]
    readonly next: number | null
  } {
    return this.deps.store.page(query)
  }

  /** Returns a part of what a list is laid out from; of one page the rows as well. */
  async list(
    query: ListQuery
  ): Promise<{ readonly listing: Listing; readonly items: readonly Generation[] }> {
    const listing = await this.deps.readListing(query)
    return { listing, items: query.limit > pageLimit ? [] : this.rows(listedIds(listing)) }
  }

  rows(ids: readonly GenerationId[]): readonly Generation[] {
    return this.deps.store.findAll(ids)
  }

  /** Returns what was made by the same press, with what is in the trash. */
  batch(id: GenerationId): readonly Generation[] {
    return this.deps.store.findBatch(this.get(id).batchId)
  }

  get(id: GenerationId): Generation {
    const generation = this.deps.store.find(id)
    if (!generation) throw new ProblemError(notFound)
    return generation
  }

  /** Returns the generation that a video belongs to. */
  ofVideo(id: VideoId): Generation {
    const { store } = this.deps
    const generation = store.findByVideo(id)
    if (!generation || store.isErased(generation.createdAtUs)) throw new ProblemError(notFound)
    return generation
  }

  /** Returns a video with the generation that it belongs to. */
  video(id: VideoId): { readonly generation: Generation; readonly video: Video } {
    const generation = this.ofVideo(id)
    const video = generation.videos.find((one) => one.id === id)
    if (!video) throw new ProblemError(notFound)
    return { generation, video }
  }

  /** Returns the details that lists leave out: the history, and the prompt as the service rewrote it. */
  detail(id: GenerationId): Omit<CallOutput<'generations.get'>, 'generation'> {
    return {
      events: [...this.deps.store.history(id)],
      enhancedPrompt: this.deps.store.answers(id).enhancedPrompt
    }
  }

  /** Returns a report on a generation for ModelsLab's support, as text. */
  report(id: GenerationId): string {
    const generation = this.get(id)
    return supportReport({
      generation,
      body: requestBody(generation.request, this.deps.findModel(generation.request.modelId)),
      history: this.deps.store.history(id),
      answers: this.deps.store.answers(id)
    })
  }
}
