import { parameterNamed, parameters, type ParameterName } from '../catalogue/parameters'

/** The field of a request that a column sets; `takes` and `shot` belong to the batch. */
export type SettingField = 'modelId' | ParameterName | 'takes' | 'shot'

/** Spellings of a column's name besides the label and the names of the field, as {@link spelledPlainly} writes them. */
const furtherSpellings: Readonly<Partial<Record<SettingField, readonly string[]>>> = {
  modelId: [
    'model',
    'model_id',
    'modelid',
    'model_name',
    'modell',
    'modelo',
    'modèle',
    'modele',
    'modello',
    'модель',
    '模型',
    'モデル'
  ],
  durationSeconds: [
    'duration_s',
    'duration_sec',
    'duration_seconds',
    'seconds',
    'length',
    'length_s',
    'length_seconds',
    'video_length',
    'clip_length',
    'video_duration',
    'dauer',
    'länge',
    'laenge',
    'sekunden',
    'durée',
    'duree',
    'secondes',
    'duración',
    'duracion',
    'segundos',
    'durata',
    'secondi',
    'duração',
    'duracao',
    'длительность',
    'секунды',
    '时长',
    '時長',
    '秒',
    '長さ'
  ],
  aspectRatio: [
    'aspect',
    'ratio',
    'ar',
    'seitenverhältnis',
    'seitenverhaeltnis',
    'bildformat',
    'ratio_d_aspect',
    'relación_de_aspecto',
    'relacion_de_aspecto',
    'rapporto_d_aspetto',
    'proporção',
    'соотношение_сторон',
    '比例',
    '画面比例',
    'アスペクト比'
  ],
  resolution: [
    'res',
    'video_resolution',
    'quality',
    'auflösung',
    'aufloesung',
    'résolution',
    'resolución',
    'resolucion',
    'risoluzione',
    'resolução',
    'разрешение',
    '分辨率',
    '解像度'
  ],
  negativePrompt: [
    'negative',
    'neg_prompt',
    'neg',
    'avoid',
    'negativer_prompt',
    'prompt_négatif',
    'prompt_negativo',
    'негативный_промпт',
    '负面提示词',
    'ネガティブプロンプト'
  ],
  generateAudio: ['with_audio', 'sound', 'ton', 'son', 'аудио', 'звук'],
  enhancePrompt: ['enhance', 'prompt_enhance', 'prompt_optimizer'],
  // Not “take”, which numbers the rows: 1, 2 and 3 would make six.
  takes: ['takes', 'number_of_takes', 'takes_count'],
  shot: [
    'shot',
    'shot_name',
    'shot_id',
    'shot_no',
    'shot_number',
    'shot_code',
    'einstellung',
    'кадр',
    'ショット',
    '镜头'
  ]
}

const settings: readonly SettingField[] = ['modelId', ...parameters.map(({ name }) => name), 'takes', 'shot']

/** All spellings of each setting's name; of two settings with the same name the first one counts. */
const spellings: ReadonlyMap<SettingField, ReadonlySet<string>> = new Map(
  settings.map((field) => [field, new Set([...ownNames(field), ...(furtherSpellings[field] ?? [])])])
)

function ownNames(field: SettingField): readonly string[] {
  if (field === 'modelId' || field === 'takes' || field === 'shot') return []
  const { apiName, name, label } = parameterNamed[field]
  return [apiName, name, label].map(spelledPlainly)
}

/** Returns whether a column has one of the usual names of a setting. */
export const isSettingName = (column: string): boolean => settingNamed(spelledPlainly(column)) !== undefined

/** Finds the setting with a plainly spelled name, with or without a unit. */
export function settingNamed(name: string): SettingField | undefined {
  const bare = name.replace(/_(?:s|secs?|seconds?|w_h)$/u, '')
  return [...spellings].find(([, names]) => names.has(name) || names.has(bare))?.[0]
}

/** Returns `Duration (s)`, `duration-s` and `durationS` as `duration_s`. */
export function spelledPlainly(name: string): string {
  return name
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '')
    .toLowerCase()
}
