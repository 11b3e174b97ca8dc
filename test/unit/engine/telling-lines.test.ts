import { describe, expect, test } from 'vitest'
import { keysTold } from '../../../parsers/engine/scrambled/telling-lines.ts'

describe('keysTold', () => {
  test.each([
    ['・番号法第19条第8号', 'files[].transfer.recipients[].legal_basis'],
    ['架空法による手当の支給に関する事務', 'files[].transfer.recipients[].use'],
    ['手当の支給額に関する情報', 'files[].transfer.recipients[].information'],
    ['異動があった都度', 'files[].provision.recipients[].timing'],
    ['架空窓口システム（標準準拠）', 'systems[].name'],
    ['架空部 見本課', 'department.name'],
  ])('%s is the content of %s', (line, key) => {
    expect(keysTold(line)?.test(key)).toBe(true)
    expect(keysTold(line)?.test('files[].use_purpose')).toBe(false)
  })

  test('a sentence tells of no item', () => {
    expect(keysTold('申請書を受け付け、記載の漏れがないかを確かめる。')).toBeUndefined()
  })
})
