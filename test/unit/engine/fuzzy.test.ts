import { describe, expect, test } from 'vitest'
import {
  analyser,
  type HeadingCandidate,
  knownWording,
  matchHeading,
  rankHeadings,
} from '../../../parsers/engine/fuzzy.ts'

const candidate = (number: string, ...wordings: string[]): HeadingCandidate<string> => ({
  target: wordings[0]!,
  number,
  wordings,
})
const candidates = [
  candidate('①', '部署'),
  candidate('②', '所属長の役職名'),
  candidate('', 'ユーザ認証の管理'),
  candidate('', '再委託先による特定個人情報ファイルの適切な取扱いの担保'),
  candidate('９．', '従業者に対する教育・啓発'),
  candidate('⑦', '時期・頻度', '時期及び頻度'),
  candidate('', 'その他の措置の内容'),
  candidate('リスク', '特定個人情報の漏えい・滅失・毀損リスク'),
]

describe('knownWording', () => {
  test.each([
    ['②所属長の役職名', '所属長の役職名', 'wording', 1],
    ['所属長', '所属長の役職名', 'wording', 1],
    ['ユーザー認証の管理', 'ユーザ認証の管理', 'wording', 1],
    [
      '再委託先による特定個人情報ファイルの適切な取扱いの確保',
      '再委託先による特定個人情報ファイルの適切な取扱いの担保',
      'wording',
      1,
    ],
    ['９，従業員に対する教育・啓発', '従業者に対する教育・啓発', 'wording', 1],
    ['⑦時期及び頻度', '時期・頻度', 'alias', 0.98],
    [
      'リスク：特定個人情報の漏えい・減失・毀損リスク',
      '特定個人情報の漏えい・滅失・毀損リスク',
      'wording',
      1,
    ],
  ])('%s', (printed, target, by, score) => {
    expect(knownWording(printed, candidates)).toEqual({ target, by, score })
  })

  test('a wrong number costs little', () => {
    expect(knownWording('③部署', candidates)).toEqual({ target: '部署', by: 'wording', score: 0.97 })
  })

  test('of two with the same wording the printed number decides', () => {
    const twice = [candidate('①', '実施日'), { ...candidate('②', '実施日'), target: 'second' }]
    expect(knownWording('②実施日', twice)?.target).toBe('second')
    expect(knownWording('実施日', twice)).toBeUndefined()
  })
})

describe('matchHeading', () => {
  test.each([
    ['その他の揩置の内容', 'その他の措置の内容'],
    ['特定個人情報の漏えい・減失・棄損のリスク', '特定個人情報の漏えい・滅失・毀損リスク'],
    ['従事者に対する教育及び啓発', '従業者に対する教育・啓発'],
  ])('%s is like %s', async (printed, target) => {
    expect(await matchHeading(printed, candidates)).toMatchObject({ target, by: 'similarity' })
  })

  test.each(['架空沢市役所の窓口', '令和5年4月1日', '⑦', '十分である'])(
    'nothing is like %s',
    async (printed) => {
      expect(await matchHeading(printed, candidates)).toBeUndefined()
    },
  )

  test('nothing matches where nothing may stand', async () => {
    expect(await matchHeading('部署', [])).toBeUndefined()
  })
})

test('words of the same reading count as nearly the same', async () => {
  const [first] = rankHeadings('個人情報の保菅', [candidate('', '個人情報の保管')], await analyser())
  const [second] = rankHeadings('個人情報の消去', [candidate('', '個人情報の保管')], await analyser())
  expect(first!.score).toBeGreaterThan(second!.score)
})
