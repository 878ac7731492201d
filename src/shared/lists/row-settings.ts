import { takesLimit } from '../batch/batch-limits'
import type { BatchKnowledge, RequestSettings } from '../batch/batch-plan'
import type { Model } from '../catalogue/model'
import {
  parameterNamed,
  type Parameter,
  type ParameterName,
  type ParameterValue
} from '../catalogue/parameters'
import { furtherValue, secondsOf, shapeOf, sizeOf, switchOf } from './cells/cell-values'
import { isEmptyCell } from './cells/empty-cells'
import { plainName, variableNames } from '../prompts/prompt-parts'
import { promptColumn } from './prompt-column'
import type { PromptTable } from './prompt-table'
import { err, ok, type Result } from '../result'
import { settingNamed, spelledPlainly, type SettingField } from './setting-names'
import { isBlank } from '../prompts/text-checks'
import { escapeVariations } from '../prompts/variations'

type ColumnTable = Extract<PromptTable, { kind: 'columns' }>

/** Use of a table's column. */
export type ColumnUse =
  | { readonly kind: 'text' }
  | { readonly kind: 'setting'; readonly field: SettingField }
  | { readonly kind: 'further'; readonly name: string }
  | { readonly kind: 'unused' }

/** Common parameters of video services, for models that are not described. */
const openFields: ReadonlySet<string> = new Set([
  'seed',
  'fps',
  'num_frames',
  'frames',
  'cfg_scale',
  'guidance_scale',
  'num_inference_steps',
  'steps',
  'style',
  'camera_fixed',
  'camera_motion',
  'motion_strength',
  'watermark',
  'width',
  'height'
])

/** Returns the use of each column of a table with this form. */
export function columnUses(
  table: ColumnTable,
  prompt: string,
  requests: readonly RequestSettings[],
  { findModel, modelNamed = findModel }: Pick<BatchKnowledge, 'findModel' | 'modelNamed'>
): readonly ColumnUse[] {
  const names = table.columns.map(plainName)
  const inPrompt = variableNames(prompt)
  const inNegatives = requests.flatMap(({ negativePrompt = '' }) => [...variableNames(negativePrompt)])
  const isTemplate = names.some((name) => inPrompt.has(name))
  const holder = isTemplate ? undefined : names[promptColumn(table.columns)]
  const texts = new Set([...inPrompt, ...inNegatives, ...(holder === undefined ? [] : [holder])])
  const models = modelsInPlay(table, requests, findModel, modelNamed)
  const taken = new Set<string>()
  return names.map((name, index): ColumnUse => {
    if (texts.has(name)) return { kind: 'text' }
    const use = settingOf(spelledPlainly(name), models)
    // A storyboard's “Audio” column says what is heard.
    if (isSwitch(use) && !hasSwitchValue(table, index)) return { kind: 'unused' }
    const key = use.kind === 'setting' ? use.field : use.kind === 'further' ? use.name : null
    // Of two columns for the same setting the first one counts; the other is unused.
    if (key === null || taken.has(key)) return { kind: 'unused' }
    taken.add(key)
    return use
  })
}

const isSwitch = (use: ColumnUse): boolean =>
  use.kind === 'setting' && isParameter(use.field) && parameterNamed[use.field].kind === 'switch'

const isParameter = (field: SettingField): field is ParameterName => Object.hasOwn(parameterNamed, field)

/** Returns whether a column has a yes or no, or nothing at all. */
function hasSwitchValue({ rows }: ColumnTable, column: number): boolean {
  const cells = rows.map(({ cells }) => (cells[column] ?? '').trim()).filter((cell) => !isEmptyCell(cell))
  return cells.length === 0 || cells.some((cell) => switchOf(cell) !== null)
}

function modelsInPlay(
  { columns, rows }: ColumnTable,
  requests: readonly RequestSettings[],
  findModel: (id: string) => Model | undefined,
  modelNamed: (name: string) => Model | undefined
): readonly (Model | undefined)[] {
  const column = columns.findIndex((name) => settingNamed(spelledPlainly(name)) === 'modelId')
  const named = new Set(rows.map(({ cells }) => (cells[column] ?? '').trim()))
  return [...requests.map(({ modelId }) => findModel(modelId)), ...[...named].map(modelNamed)]
}

/** Settings of one row. */
export interface RowSettings {
  /** Null where the row goes to the models of the form. */
  readonly model: Model | null
  readonly takes: number | null
  /** Name of the row's shot. */
  readonly shot: string | null
  readonly apply: (settings: RequestSettings, model: Model | undefined) => RequestSettings
}

/** A problem with a cell: the field it sets, and a sentence. */
export interface CellProblem {
  readonly field: string
  readonly message: string
}

/** Reads the settings of one row. An empty cell sets nothing. */
export function rowSettings(
  cells: readonly string[],
  uses: readonly ColumnUse[],
  modelNamed: (name: string) => Model | undefined
): Result<RowSettings, CellProblem> {
  let model: Model | null = null
  let takes: number | null = null
  let shot: string | null = null
  const changes: ((settings: RequestSettings, model: Model | undefined) => RequestSettings)[] = []
  for (const [index, use] of uses.entries()) {
    const cell = (cells[index] ?? '').trim()
    if (isBlank(cell) || use.kind === 'text' || use.kind === 'unused') continue
    // A dash says no where a column has yes and no.
    if (isEmptyCell(cell) && !(isSwitch(use) && switchOf(cell) !== null)) continue
    if (use.kind === 'further') {
      changes.push((settings, to) => ({
        ...settings,
        further: { ...settings.further, [use.name]: furtherValue(cell, use.name, to) }
      }))
      continue
    }
    if (use.field === 'modelId') {
      const named = modelNamed(cell)
      if (!named) return err({ field: 'modelId', message: `There’s no model called “${brief(cell)}”.` })
      model = named
    } else if (use.field === 'shot') shot = cell
    else if (use.field === 'takes') {
      takes = /^\d+$/.test(cell) ? Number(cell) : 0
      if (takes < 1 || takes > takesLimit) {
        return err({ field: 'takes', message: `Takes are a whole number from 1 to ${takesLimit}.` })
      }
    } else {
      const { field } = use
      const value = readCell(parameterNamed[field], cell)
      if (!value.ok) return value
      changes.push((settings, to) => ({ ...settings, [field]: value.value(to) }))
    }
  }
  return ok({
    model,
    takes,
    shot,
    apply: (settings, to) => changes.reduce((changed, change) => change(changed, to), settings)
  })
}

/** Reads a cell of a setting as the model that it goes to spells it. */
function readCell(
  parameter: Parameter,
  cell: string
): Result<(model: Model | undefined) => ParameterValue, CellProblem> {
  const wrong = (why: string): Result<never, CellProblem> =>
    err({ field: parameter.name, message: `“${brief(cell)}” is ${why}.` })
  switch (parameter.kind) {
    case 'seconds': {
      const seconds = secondsOf(cell)
      return seconds === null ? wrong('no duration. Write whole seconds, like 8') : ok(() => seconds)
    }
    case 'switch': {
      const isOn = switchOf(cell)
      return isOn === null ? wrong('neither yes nor no') : ok(() => isOn)
    }
    case 'shape':
    case 'size': {
      if (cell.length > 20) return wrong(`no ${parameter.label.toLowerCase()}`)
      const { kind, offer } = parameter
      return ok((model) => (kind === 'shape' ? shapeOf : sizeOf)(cell, model?.[offer]?.choices))
    }
    case 'text': {
      // A cell is text, as it is in the prompt.
      const text = parameter.hasVariations ? escapeVariations(cell) : cell
      return ok(() => text)
    }
  }
}

function settingOf(name: string, models: readonly (Model | undefined)[]): ColumnUse {
  const field = settingNamed(name)
  const isOpenField = field === undefined && openFields.has(name)
  const isFurther = models.some(
    (model) => model && (Object.hasOwn(model.further ?? {}, name) || (model.isOpen && isOpenField))
  )
  if (isFurther) return { kind: 'further', name }
  return field ? { kind: 'setting', field } : { kind: 'unused' }
}

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
