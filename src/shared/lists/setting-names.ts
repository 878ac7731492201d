import type { GenerationRequest } from '../request'

/** The field of a request that a column sets; `takes` is a matter of the batch. */
export type SettingField = Exclude<keyof GenerationRequest, 'prompt' | 'further'> | 'takes'

/** The usual spellings, as {@link spelledPlainly} writes them. */
export const settingNames: Readonly<Record<SettingField, readonly string[]>> = {
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
    'duration',
    'duration_s',
    'duration_sec',
    'duration_seconds',
    'durationseconds',
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
    'aspect_ratio',
    'aspectratio',
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
    'resolution',
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
    'negative_prompt',
    'negativeprompt',
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
  generateAudio: [
    'audio',
    'generate_audio',
    'generateaudio',
    'with_audio',
    'sound',
    'ton',
    'son',
    'аудио',
    'звук'
  ],
  enhancePrompt: ['enhance_prompt', 'enhanceprompt', 'enhance', 'prompt_enhance', 'prompt_optimizer'],
  takes: ['takes', 'take', 'number_of_takes', 'takes_count']
}

/** Tells whether a column has one of the usual names of a setting. */
export const isSettingName = (column: string): boolean => settingNamed(spelledPlainly(column)) !== undefined

/** Finds the setting that a plainly spelled name stands for, with a unit behind it or not. */
export function settingNamed(name: string): SettingField | undefined {
  const bare = name.replace(/_(?:s|secs?|seconds?|w_h)$/u, '')
  const fields = Object.keys(settingNames) as SettingField[]
  return fields.find((field) => settingNames[field].includes(name) || settingNames[field].includes(bare))
}

/** `Duration (s)`, `duration-s` and `durationS` as `duration_s`. */
export const spelledPlainly = (name: string): string =>
  name
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '')
    .toLowerCase()
