import type { FormName } from '../../records/index.ts'

/** What boxes and choices say about places that the form then leaves empty, by path. */
export type Known = {
  readonly checked: (path: string) => boolean | undefined
  readonly chosen: (path: string) => string | undefined
  /** A local body: it needs no approval of the commission. */
  readonly isLocal: boolean
}

const RULES: readonly {
  readonly place: RegExp
  readonly form?: FormName
  readonly when: (match: RegExpExecArray, known: Known) => boolean
}[] = [
  {
    place: /^(III\[\d+\]\.4|IV\.4)\.(?:リスク|委託先における)/u,
    when: ([, section], { checked }) => checked(`${section}.委託しない`) === true,
  },
  {
    place: /^(III\[\d+\]\.5|IV\.5)\.(?:リスク|不正な)/u,
    when: ([, section], { checked }) => checked(`${section}.提供・移転しない`) === true,
  },
  {
    place: /^(IV\.6)\.目的外/u,
    when: ([, section], { checked }) => checked(`${section}.接続しない（入手）`) === true,
  },
  {
    place: /^(IV\.6)\.不正な/u,
    when: ([, section], { checked }) => checked(`${section}.接続しない（提供）`) === true,
  },
  {
    form: '様式3',
    place: /^(III\[\d+\]\.6)\.リスク1/u,
    when: ([, section], { checked }) => checked(`${section}.接続しない（入手）`) === true,
  },
  {
    form: '様式3',
    place: /^(III\[\d+\]\.6)\.リスク2/u,
    when: ([, section], { checked }) => checked(`${section}.接続しない（提供）`) === true,
  },
  {
    form: '様式4',
    place: /^(III\[\d+\]\.6)\.リスク[1-4]/u,
    when: ([, section], { checked }) => checked(`${section}.接続しない（入手）`) === true,
  },
  {
    form: '様式4',
    place: /^(III\[\d+\]\.6)\.リスク[5-7]/u,
    when: ([, section], { checked }) => checked(`${section}.接続しない（提供）`) === true,
  },
  {
    place: /^(II\[\d+\]\.4\.委託事項\[\d+\])\.(5|6)$/u,
    form: '様式3',
    when: ([, contract], { chosen }) => chosen(`${contract}.4`) === '再委託しない',
  },
  {
    place: /^(II\[\d+\]\.4\.委託事項\[\d+\])\.(8|9)$/u,
    form: '様式4',
    when: ([, contract], { chosen }) => chosen(`${contract}.7`) === '再委託しない',
  },
  {
    place: /^(III\[\d+\]\.7\.リスク1?\.[29])\.(?:その内容|再発防止策)/u,
    when: ([, item], { chosen }) => chosen(item!) === '発生なし',
  },
  { form: '様式4', place: /^VI\.4\./u, when: (_, { isLocal }) => isLocal },
  {
    place: /^(IV\.8)\.人為的ミス/u,
    when: ([, section], { checked }) => checked(`${section}.人手を介在させる作業はない`) === true,
  },
  {
    place: /^(IV\.8)\.判断の根拠/u,
    when: ([, section], { checked }) => checked(`${section}.人手を介在させる作業はない`) === true,
  },
  {
    place: /^(I\.9)\.適用した理由/u,
    when: ([, section], { checked }) => checked(`${section}.適用した`) === false,
  },
  {
    place: /^(IV\.11)\.(?:最も|当該|判断)/u,
    when: ([, section], { checked }) => checked(`${section}.全項目評価又は重点項目評価を実施する`) === true,
  },
]

/** Whether the form leaves a place empty, as its boxes and choices stand. */
export function isForeseenBlank(path: string, form: FormName, known: Known): boolean {
  return RULES.some(({ place, form: only, when }) => {
    if (only !== undefined && only !== form) return false
    const match = place.exec(path)
    return match !== null && when(match, known)
  })
}

/** Places that the form wants filled, as its choices stand. */
export function isForeseenFilled(path: string, form: FormName, { chosen }: Known): boolean {
  const details = (
    form === '様式4'
      ? /^(II\[\d+\]\.4\.委託事項\[\d+\])\.(?:8|9)$/u
      : /^(II\[\d+\]\.4\.委託事項\[\d+\])\.(?:5|6)$/u
  ).exec(path)
  if (details) return chosen(`${details[1]}.${form === '様式4' ? 7 : 4}`) === '再委託する'
  const contract = /^(III\[\d+\]\.4\.リスク)\.(規定の内容|具体的な方法)$/u.exec(path)
  if (contract?.[2] === '規定の内容') return chosen(`${contract[1]}.取扱いに関する規定`) === '定めている'
  if (contract) return /行っている$/u.test(chosen(`${contract[1]}.再委託先の担保`) ?? '')
  // What a choice that says yes asks for: 特定個人情報の使用の記録 [ 記録を残している ] → 具体的な方法.
  const answer = chosen(path.slice(0, path.lastIndexOf('.')))
  return answer !== undefined && !NO.test(answer)
}

const NO = /ない$|なし$|^無料$/u
