import { keyOf } from './wording.ts'

/** Labels of the forms that no page about assessments has together: the page is an assessment typed as HTML. */
const FORM_LABELS = [
  /評価書番号/,
  /評価実施機関名?/,
  /法令上の根拠/,
  /特定個人情報ファイル名/,
  /システムの名称/,
  /担当部署/,
  /他の評価実施機関/,
  /しきい値判断/,
  /対象人数/,
  /取扱者数/,
  /重大事故/,
  /リスク対策/,
  /事務の概要/,
  /公表日/,
  /所属長/,
]
const LABELS_NEEDED = 7

/** Whether the text of a page is that of an assessment. */
export function isAssessmentText(text: string): boolean {
  const key = keyOf(text)
  return FORM_LABELS.filter((label) => label.test(key)).length >= LABELS_NEEDED
}

/** Bytes of a file that a link without extension led to. */
export function isFile(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  return /%PDF-\d/.test(head) || head.startsWith('PK\x03\x04') || head.startsWith('\xd0\xcf\x11\xe0')
}
