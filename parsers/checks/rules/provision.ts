import { blank, filled, marked, not, unmarked } from '../condition.ts'
import { blockNumbers, itemAt, itemsAt, type Scope } from '../facts.ts'
import { countEqualsRepeats, countGiven, noBlocks } from '../kinds/counts.ts'
import { implies } from '../kinds/implies.ts'
import type { Contradiction, Rule } from '../rule.ts'
import { isMarked, MARKED, type Truth, UNMARKED } from '../values.ts'

const EXISTS = 'files[].provision_transfer.exists'
const PROVIDED = '提供を行っている'
const TRANSFERRED = '移転を行っている'
const NEITHER = '行っていない'
const NONE = 'risks[].provision_transfer.not_applicable'
const IMPROPER = 'risks[].provision_transfer.improper'
const METHODS = 'files[].provision.recipients[].methods'
const NETWORK = '情報提供ネットワークシステム'
const FULL = ['様式3', '様式4'] as const

const recipients = [
  { word: '提供', id: 'provision', box: PROVIDED, repeat: '提供先', en: 'provision' },
  { word: '移転', id: 'transfer', box: TRANSFERRED, repeat: '移転先', en: 'transfer' },
] as const

/** 提供・移転: Ⅱ.5 within itself, and against Ⅲ.5. */
export const provisionRules: readonly Rule[] = [
  ...recipients.flatMap(({ word, id, box, repeat, en }, index) => [
    countGiven({
      id: `${id}-count-given`,
      guide: [8 + index],
      severity: 'error',
      forms: FULL,
      count: `files[].${id}.count`,
      given: { key: EXISTS, box },
      ja: `「${box}」の印と件数が合わない（件数は{found}、{expected}のはず）。`,
      en: `The box ${box} and the number of ${en} recipients do not agree ({found}; expected {expected}).`,
    }),
    countEqualsRepeats({
      id: `${id}-count`,
      guide: [8 + index],
      severity: 'error',
      forms: FULL,
      count: `files[].${id}.count`,
      repeat,
      block: `files[].${id}.recipients[].name`,
      ja: `${word}の件数は{expected}だが、${repeat}は{found}記載されている。`,
      en: `The number of ${en} recipients is given as {expected}, but {found} are described.`,
      note: 'Silent where fewer are described and one of them refers to a list (別紙) or stands for several.',
    }),
    noBlocks({
      id: `${id}-none-recipients`,
      guide: [10],
      severity: 'error',
      forms: FULL,
      repeat,
      block: `files[].${id}.recipients[].name`,
      key: EXISTS,
      saysNone: (item) => isMarked(item, NEITHER),
      ja: `「行っていない」に印があるのに、${repeat}が{found}記載されている。`,
      en: `The box 行っていない is marked, but recipients (${repeat}) are described ({found}).`,
    }),
  ]),
  implies({
    id: 'provision-none-alone',
    guide: [10, 11],
    severity: 'error',
    forms: FULL,
    per: 'file',
    when: marked(EXISTS, NEITHER),
    must: [unmarked(EXISTS, PROVIDED), unmarked(EXISTS, TRANSFERRED)],
    ja: '「行っていない」と、提供又は移転を「行っている」の両方に印がある（{found}）。',
    en: 'Both 行っていない and a box that says otherwise are marked ({found}).',
  }),
  implies({
    id: 'provision-undetermined',
    guide: [11],
    severity: 'error',
    forms: FULL,
    per: 'file',
    must: [filled(EXISTS)],
    ja: '提供・移転の有無のどれにも印がない。',
    en: 'None of the three boxes on provision and transfer is marked.',
  }),
  {
    id: 'provision-outside-network',
    guide: [12],
    severity: 'warning',
    forms: FULL,
    keys: [EXISTS, METHODS, 'files[].transfer.recipients[].name', NONE],
    ja: 'Ⅱ.5 の提供・移転（ネットワークシステムによるものを除く。）と、Ⅲ.5 の「提供・移転しない」の印が合わない（{found}、{expected}のはず）。',
    en: 'Provision and transfer outside the network (Ⅱ.5) and the box 提供・移転しない (Ⅲ.5) do not agree ({found}; expected {expected}).',
    run: ({ scopes }) => scopes.file.flatMap(outsideNetwork),
  },
  implies({
    id: 'provision-risks-blank',
    guide: [13, 52],
    severity: 'error',
    per: 'file',
    when: marked(NONE),
    must: [
      blank(`${IMPROPER}.*`),
      blank('risks[].provision_transfer.improper_method.*'),
      blank('risks[].provision_transfer.wrong_information_or_recipient.*'),
    ],
    ja: '「提供・移転しない」に印があるのに、提供・移転のリスク対策が記載されている（{found}）。',
    en: 'The box 提供・移転しない is marked, but measures for provision and transfer are given ({found}).',
  }),
  implies({
    id: 'provision-risks-filled',
    guide: [13, 52],
    severity: 'error',
    per: 'file',
    when: not(marked(NONE)),
    must: [filled(`${IMPROPER}.rules`), filled(`${IMPROPER}.sufficiency`)],
    ja: '「提供・移転しない」に印がないのに、提供・移転のリスク対策が空欄である。',
    en: 'The box 提供・移転しない is not marked, but the measures for provision and transfer are blank.',
  }),
]

/** Ⅲ.5 excludes what goes through the network: only transfers, and provisions by other ways, call for it. */
function outsideNetwork(scope: Scope): Contradiction[] {
  const [exists, none] = [itemAt(scope, EXISTS), itemAt(scope, NONE)]
  if (!exists || !none) return []
  const methods = itemsAt(scope, METHODS)
  const names = itemsAt(scope, 'files[].transfer.recipients[].name')
  const outside = calledFor(scope, isMarked(exists, TRANSFERRED), methods.map(byNetworkOnly))
  const marked = isMarked(none)
  if (outside === undefined || marked === undefined || marked !== outside) return []
  return [
    {
      items: [exists, ...methods, ...names, none],
      expected: outside ? UNMARKED : MARKED,
      found: marked ? MARKED : UNMARKED,
    },
  ]

  function byNetworkOnly(item: (typeof methods)[number]): Truth {
    if (item.kind !== 'checkboxes' || item.unknown.length > 0 || item.checked.length === 0) return undefined
    return item.checked.every((box) => box === NETWORK)
  }
}

function calledFor(scope: Scope, transferred: Truth, networkOnly: readonly Truth[]): Truth {
  if (transferred === true || networkOnly.includes(false)) return true
  if (transferred === undefined || networkOnly.includes(undefined)) return undefined
  const count = itemAt(scope, 'files[].provision.count')
  const told = count?.kind === 'number' && (count.status === 'found' || count.status === 'blank')
  if (!told || (count.value ?? 0) !== networkOnly.length) return undefined
  return blockNumbers(scope, '移転先').length > 0 ? undefined : false
}
