import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainText } from '../../../parsers/readers/html.ts'

test.each([
  ['<p>一</p><p>二</p>', '一\n二'],
  ['一<br/>二', '一\n二'],
  ['<ul><li>甲</li><li>乙</li></ul>', '甲\n乙'],
  ['<table><tr><td>項目</td><td>値</td></tr><tr><td>件数</td><td>２</td></tr></table>', '項目\t値\n件数\t２'],
  ['[ <input type="checkbox" checked=""/> ] 内部 [ <input type="checkbox"/> ] 外部', '[ ○ ] 内部 [ □ ] 外部'],
  ['<INPUT TYPE=RADIO CHECKED>十分である', '○十分である'],
  ['<input type="text" value="a&lt;b">', 'a<b'],
  ['&lt;選択肢&gt; 提供&amp;移転&#x3000;①', '<選択肢> 提供&移転　①'],
  ['一<script>alert(1)</script><style>p{}</style>二<!-- 三 -->', '一二'],
  ['<選択肢> のない文', '<選択肢> のない文'],
  ['タグのない文', 'タグのない文'],
])('%s', (fragment, text) => {
  expect(plainText(fragment)).toBe(text)
})

test('never throws', () => {
  const pieces = fc.constantFrom(
    '<p>',
    '</p>',
    '<td',
    '>',
    '<input checked',
    '&amp',
    'あ',
    '<!--',
    '<script>',
    '"',
    '<svg>',
  )
  fc.assert(
    fc.property(fc.array(pieces), (fragment) => {
      expect(plainText(fragment.join(''))).toBeTypeOf('string')
    }),
  )
})
