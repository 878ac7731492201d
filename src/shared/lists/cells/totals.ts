import { isBlank } from '../../prompts/text-checks'

const words =
  'totals?|sums?|summe|gesamt(?:summe|kosten|dauer)?|zwischensumme|insgesamt|somme|total général|totale|suma|итого|всего|' +
  '合計|総計|总计|合计|总和|小计|小計|razem|totaal|toplam|합계|총계|averages?|avg\\.?|count|median|' +
  'durchschnitt|anzahl|moyenne|promedio|среднее|平均'
const measured =
  'costs?|price|duration|length|time|runtime|seconds|minutes|rows|prompts|clips|shots|scenes|amount|budget|credits|' +
  'kosten|dauer|preis|coût|durée|coste|costo|duración|custo|durata'
const unit =
  'usd|eur|gbp|jpy|s|secs?|seconds?|sekunden|min|mins|minutes?|h|hours?|rows?|prompts?|clips?|shots?|scenes?|takes?|videos?|credits?'
const amount = String.raw`[\s\p{Sc}]*(?:usd|eur)?[-+~≈]?[\d\s.,:'’]*%?\s*(?:\p{Sc}|${unit})?\.?`

const total = new RegExp(
  String.raw`^(?:(?:grand|sub|running|overall|estimated|est\.)[- ]?)?(?:${words})(?:[ -](?:${measured}))?` +
    String.raw`(?:\s*\([^()]{0,20}\))?\s*[:：=]?${amount}\s*$`,
  'iu'
)
const figure = new RegExp(String.raw`^(?:${amount}|=.*)$`, 'iu')

/** Returns whether a text is the label of a total or average, with or without its figure. */
export const isTotalText = (text: string): boolean => total.test(text.trim())

/** Returns whether a row holds a total or average: its label, and otherwise figures. */
export function isTotalRow(cells: readonly string[]): boolean {
  const [first = '', ...others] = cells.map((cell) => cell.trim()).filter((cell) => !isBlank(cell))
  return isTotalText(first) && others.every((cell) => figure.test(cell))
}
