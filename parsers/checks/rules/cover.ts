import type { FormName } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { filled } from '../condition.ts'
import { type Facts, itemAt } from '../facts.ts'
import { implies } from '../kinds/implies.ts'
import type { Contradiction, Rule } from '../rule.ts'
import { likeness, nameKey } from '../texts.ts'
import { cut, textOf } from '../values.ts'

const NAME = 'cover.evaluation_name'
const BODY = 'cover.implementing_body'
const DECLARATION = 'cover.declaration'
const OPERATION = 'operation.name'
const KINDS: Readonly<Record<FormName, string>> = { 様式2: '基礎項目', 様式3: '重点項目', 様式4: '全項目' }

/** 表紙. */
export const coverRules: readonly Rule[] = [
  implies({
    id: 'cover-filled',
    guide: [],
    severity: 'warning',
    per: 'evaluation',
    must: [filled('cover.evaluation_number'), filled(NAME), filled(BODY), filled('cover.publication_date')],
    ja: '表紙の評価書番号、評価書名、評価実施機関名又は公表日が空欄である。',
    en: 'On the cover the number, title, agency or date of publication is blank.',
  }),
  {
    id: 'title-form',
    guide: [43],
    severity: 'warning',
    keys: [NAME],
    ja: '評価書名（{found}）に「{expected}」がない。',
    en: 'The title ({found}) does not say 「{expected}」.',
    run: ({ evaluation, scopes }) => {
      const title = itemAt(scopes.evaluation[0]!, NAME)
      const text = textOf(title)
      const kind = KINDS[evaluation.form]
      if (!title || text === undefined || matchKey(text).includes(kind)) return []
      return [{ items: [title], expected: kind, found: cut(text) }]
    },
  },
  {
    id: 'title-operation',
    guide: [43],
    severity: 'warning',
    keys: [NAME, OPERATION],
    ja: '評価書名（{found}）と事務の名称（{expected}）が合わない。',
    en: 'The title ({found}) does not name the operation ({expected}).',
    run: titleOperation,
  },
  {
    id: 'declaration-agency',
    guide: [43],
    severity: 'warning',
    keys: [BODY, DECLARATION],
    ja: '宣言に評価実施機関（{expected}）の名がない。',
    en: 'The declaration does not name the agency ({expected}).',
    run: declarationAgency,
  },
]

/** What a title says besides the operation: 架空市, 重点項目評価書, 【終了】. */
const AROUND = /(?:特定個人情報保護)?評価書|(?:基礎|重点|全)項目|【.*?】|に関する|における|事務|業務|の/gu
const ALIKE = 0.4

function titleOperation({ evaluation, scopes }: Facts): Contradiction[] {
  const [title, operation] = [NAME, OPERATION].map((key) => itemAt(scopes.evaluation[0]!, key))
  const [a, b] = [textOf(title), textOf(operation)]
  if (!title || !operation || a === undefined || b === undefined) return []
  const { municipality = '', prefecture = '' } = evaluation.agency ?? {}
  const core = (text: string) =>
    nameKey(matchKey(text).replace(AROUND, '')).replace(municipality, '').replace(prefecture, '')
  const [one, other] = [core(a), core(b)]
  if (one === '' || other === '' || one.includes(other) || other.includes(one)) return []
  if (likeness(one, other) >= ALIKE || [...one].length < 2 || [...other].length < 2) return []
  return [{ items: [title, operation], expected: cut(b), found: cut(a) }]
}

const OWN =
  /(?<!\p{Script=Han})[当本](?:市|町|村|区|都|道|府|県|組合|連合|会|機構|委員会|機関|団体|法人|省|庁|社|事務所)/u
const HEAD = /(?:[市区町村]長|[都道府県]知事|管理者|委員会|理事長|会長|長)$/u

/** Of local bodies only: what others are called (大臣, 省) does not follow from the name of their head. */
function declarationAgency({ evaluation, scopes }: Facts): Contradiction[] {
  const [body, declaration] = [BODY, DECLARATION].map((key) => itemAt(scopes.evaluation[0]!, key))
  const [name, text] = [textOf(body), textOf(declaration)]
  const place = evaluation.agency?.municipality ?? evaluation.agency?.prefecture
  if (!body || !declaration || name === undefined || text === undefined || place === undefined) return []
  const said = nameKey(text)
  const stem = nameKey(name).replace(HEAD, (head) => head.replace(/長$|知事$/u, ''))
  if (OWN.test(text) || [place, stem].some((one) => said.includes(nameKey(one)))) return []
  return [{ items: [body, declaration], expected: cut(name), found: cut(text) }]
}
