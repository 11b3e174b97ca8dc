import type { Declared, Difference, DifferenceKind } from '../../parsers/history/index.ts'
import type { Change, Filling, Value } from './fillings.ts'
import { boxes, count, date, option, plantedFilling, text } from './sound-evaluation.ts'

/** A difference that was planted: its kind, where it stands in each version, and what the change table says of it. */
export type PlantedDifference = {
  readonly kind: DifferenceKind
  readonly older?: string
  readonly newer?: string
  readonly declared: Declared
}

/** A version of a series, what is different from the one before, and the items of the rows that change nothing. */
export type PlantedVersion = {
  readonly filling: Filling
  readonly differences: readonly PlantedDifference[]
  readonly idle: readonly string[]
}

type Recipient = { readonly name: string; readonly use: string }

const PROVISION = 'II[1].5.提供先'
const recipients: readonly Recipient[] = [
  { name: '架空年金機構', use: '年金の資格の確認に用いる。' },
  { name: '見本健康保険組合', use: '被扶養者の認定に用いる。' },
  { name: '例示県知事', use: '手当の額の決定に用いる。' },
  { name: '仮設共済組合', use: '給付の併給の調整に用いる。' },
]
const contracts = ['電算処理業務', '帳票の印刷及び封入封かん業務', 'コールセンターの運営業務']

/** What differs from version to version; the rest is that of a sound evaluation. */
type State = {
  readonly published: readonly [string, string]
  readonly files: number
  readonly contracts: readonly string[]
  readonly recipients: readonly Recipient[]
  readonly values: Readonly<Record<string, Value>>
}

function fillingOf(state: State, changes: readonly Change[]): Filling {
  const ofFile = (f: number): [string, Value][] => {
    const name = text(f === 1 ? '架空税台帳ファイル' : '架空税滞納整理ファイル')
    return [
      [`II[${f}].1`, name],
      [`III[${f}].1`, name],
      [`II[${f}].4.委託の有無.件数`, count(state.contracts.length)],
      [`II[${f}].5.提供・移転の有無.提供件数`, count(state.recipients.length)],
      ...state.contracts.map((title, index): [string, Value] => [
        `II[${f}].4.委託事項[${index + 1}]`,
        text(title),
      ]),
      ...state.recipients.flatMap(({ name: recipient, use }, index): [string, Value][] => [
        [`II[${f}].5.提供先[${index + 1}]`, text(recipient)],
        [`II[${f}].5.提供先[${index + 1}].2`, text(use)],
      ]),
    ]
  }
  return plantedFilling({
    form: '様式3',
    slots: {
      file: state.files,
      システム: 2,
      委託事項: state.contracts.length,
      提供先: state.recipients.length,
    },
    changes,
    values: {
      'I.2.システム[1].1': text('架空税システム'),
      'I.2.システム[2].1': text('宛名管理システム'),
      ...Object.fromEntries(ofFile(1)),
      ...(state.files > 1 ? Object.fromEntries(ofFile(2)) : {}),
      ...state.values,
      '表紙.公表日': date(...state.published),
    },
  })
}

const row = (day: readonly [string, string], item: string, before: string, after: string): Change => ({
  変更日: day[0],
  iso: day[1],
  項目: item,
  変更前: before,
  変更後: after,
  提出時期: '事後',
  説明: '',
})

/** Five versions of one 様式3, a year apart, and what was planted between each and the one before. */
export function fiveVersions(): PlantedVersion[] {
  const description = '申告を受け付け、税額を決めて通知する。'
  const first: State = {
    published: ['令和2年4月1日', '2020-04-01'],
    files: 1,
    contracts: contracts.slice(0, 2),
    recipients,
    values: {
      'I.1.2': text(description),
      'II[1].3.1': boxes(['本人又は本人の代理人']),
      'III[1].3.リスク1.対策は十分か': option(2),
      'IV.1.2': text('窓口又は郵送で請求する。'),
    },
  }
  const second: State = {
    ...first,
    published: ['令和3年4月1日', '2021-04-01'],
    values: {
      ...first.values,
      'I.1.2': text('申告を受け付け、税額を決めて納税義務者に通知する。'),
      'III[1].3.リスク1.対策は十分か': option(1),
    },
  }
  const third: State = {
    ...second,
    published: ['令和4年4月1日', '2022-04-01'],
    recipients: [recipients[0]!, { ...recipients[2]!, use: '手当の額の改定に用いる。' }, recipients[3]!],
    values: { ...second.values, 'II[1].2.5': date('平成28年10月5日', '2016-10-05') },
  }
  const fourth: State = {
    ...third,
    published: ['令和5年4月1日', '2023-04-01'],
    contracts,
    values: {
      ...third.values,
      'II[1].3.1': boxes(['本人又は本人の代理人', '民間事業者'], { 民間事業者: '勤務先' }),
      'I.2.システム[1].2': text('税額を計算し、通知書を印刷する。'),
    },
  }
  const fifth: State = {
    ...fourth,
    published: ['令和6年4月1日', '2024-04-01'],
    files: 2,
    values: { ...fourth.values, 'I.3': text('架空税台帳ファイル、架空税滞納整理ファイル') },
  }
  const march = (year: number): readonly [string, string] => [`令和${year - 2018}年3月1日`, `${year}-03-01`]
  const inSecond = [
    row(march(2021), 'Ⅰ　１．②事務の内容', description, '申告を受け付け、税額を決めて納税義務者に通知する。'),
    row(march(2021), 'Ⅳ　１．②請求方法', '窓口で請求する。', '窓口又は郵送で請求することができる。'),
  ]
  const inThird = [
    row(march(2022), 'Ⅱ　５．提供先２', '見本健康保険組合', '（削除）'),
    row(
      march(2022),
      'Ⅱ　５．提供先２　②提供先における用途',
      '手当の額の決定に用いる。',
      '手当の額の改定に用いる。',
    ),
  ]
  const inFourth = [
    row(march(2023), 'Ⅱ　４．委託事項３', '', contracts[2]!),
    row(
      march(2023),
      'Ⅱ　３．①入手元',
      '[○]本人又は本人の代理人　[　]民間事業者',
      '[○]本人又は本人の代理人　[○]民間事業者（勤務先）',
    ),
  ]
  const inFifth = [
    row(march(2024), 'Ⅱ（２）　１．特定個人情報ファイル名', '（新規）', '架空税滞納整理ファイル'),
  ]
  const same = (kind: DifferenceKind, path: string, declared: Declared): PlantedDifference => ({
    kind,
    older: path,
    newer: path,
    declared,
  })
  const published = same('changed', '表紙.公表日', 'not-expected')
  const moved = (from: number, to: number): PlantedDifference => ({
    kind: 'moved',
    older: `${PROVISION}[${from}]`,
    newer: `${PROVISION}[${to}]`,
    declared: 'not-expected',
  })
  return [
    { filling: fillingOf(first, []), differences: [], idle: [] },
    {
      filling: fillingOf(second, inSecond),
      differences: [
        published,
        same('changed', 'I.1.2', 'declared'),
        same('changed', 'III[1].3.リスク1.対策は十分か', 'omitted'),
      ],
      idle: ['Ⅳ　１．②請求方法'],
    },
    {
      filling: fillingOf(third, [...inSecond, ...inThird]),
      differences: [
        published,
        same('changed', 'II[1].2.5', 'omitted'),
        same('changed', 'II[1].5.提供・移転の有無.提供件数', 'declared'),
        { kind: 'removed', older: `${PROVISION}[2]`, declared: 'declared' },
        moved(3, 2),
        {
          kind: 'changed',
          older: `${PROVISION}[3].2`,
          newer: `${PROVISION}[2].2`,
          declared: 'declared',
        },
        moved(4, 3),
      ],
      idle: [],
    },
    {
      filling: fillingOf(fourth, [...inSecond, ...inThird, ...inFourth]),
      differences: [
        published,
        same('changed', 'I.2.システム[1].2', 'omitted'),
        same('changed', 'II[1].3.1', 'declared'),
        same('changed', 'II[1].4.委託の有無.件数', 'declared'),
        { kind: 'added', newer: 'II[1].4.委託事項[3]', declared: 'declared' },
      ],
      idle: [],
    },
    {
      filling: fillingOf(fifth, [...inSecond, ...inThird, ...inFourth, ...inFifth]),
      differences: [
        published,
        same('changed', 'I.3', 'omitted'),
        { kind: 'added', newer: 'II[2]', declared: 'declared' },
        { kind: 'added', newer: 'III[2]', declared: 'declared' },
      ],
      idle: [],
    },
  ]
}

/** A difference as it is planted. */
export const plantedOf = ({ kind, paths, declared }: Difference): PlantedDifference => ({
  kind,
  ...paths,
  declared: declared!,
})
