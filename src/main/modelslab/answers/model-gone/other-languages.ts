interface Language {
  /** Says that a model was withdrawn. */
  readonly gone: RegExp
  /** Another cause: the moment, a region, a plan, a later date. */
  readonly otherCause: RegExp
}

/** Wordings of the providers behind the service in other languages, for text in lower case. */
const languages: readonly Language[] = [
  {
    gone: /(模型|版本)[^。；，,;]{0,30}?(已|被|不再)[^。；，,;]{0,6}?(下线|下架|停用|停止|弃用|废弃|退役|淘汰|移除|关闭|可用|支持|提供)|(模型|版本)[^。；，,;]{0,30}?(已|已被)?(下线|下架|弃用|废弃|退役)/u,
    otherCause: /暂时|暂停|临时|稍后|维护|繁忙|重试|地区|区域|国家|套餐|账户|账号|权限|提示词|将于|即将/u
  },
  {
    gone: /モデル[^。]{0,30}?(廃止|終了し|提供終了|利用できなくな|利用いただけなくな|サポートされなくな)/u,
    otherCause: /一時|メンテナンス|しばらく|地域|プラン|アカウント|予定/u
  },
  {
    gone: /\bmodell\b[^.;,!?]{0,60}?\b(nicht (mehr|länger) (verfügbar|unterstützt|angeboten|erhältlich)|eingestellt|abgeschaltet|abgekündigt|zurückgezogen|außer betrieb|entfernt)(?!\p{L})/u,
    otherCause:
      /vorübergehend|momentan|derzeit|zurzeit|später|wartung|region|ihr(em|en)? (tarif|konto)|\bwird\b/u
  },
  {
    gone: /\bmodèle\b[^.;,!?]{0,60}?\b((n['’]est|n['’]existe) plus|a été (retiré|supprimé|abandonné|arrêté))(?!\p{L})/u,
    otherCause: /temporaire|momentan|maintenance|plus tard|région|pays|votre (forfait|compte|abonnement)/u
  },
  {
    gone: /\bmodelo\b[^.;,!?]{0,60}?\b(ya no (está|es|se)|(não|nao) está mais|ha sido (retirado|eliminado|descontinuado)|foi (retirado|removido|descontinuado))(?!\p{L})/u,
    otherCause:
      /temporal|tempor[aá]ri|mantenimiento|manutenção|más tarde|mais tarde|regi[óã]|tu (plan|cuenta)|su (plan|cuenta)|sua conta|seu plano/u
  },
  {
    gone: /\bmodello\b[^.;,!?]{0,60}?\b(non è più|è stato (ritirato|rimosso|dismesso))(?!\p{L})/u,
    otherCause: /temporane|manutenzione|più tardi|region|paese|tuo (piano|account)/u
  }
]

/** Returns whether a message in another language than English says that the model was withdrawn. */
export const saysGoneElsewhere = (lowerCase: string): boolean =>
  languages.some(({ gone, otherCause }) => gone.test(lowerCase) && !otherCause.test(lowerCase))
