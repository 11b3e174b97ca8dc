import { GlobalFonts } from '@napi-rs/canvas'

/** Japanese fonts of common systems, the plainest first. */
const JAPANESE_FAMILIES = [
  'Noto Sans CJK JP',
  'Noto Sans JP',
  'BIZ UDGothic',
  'Yu Gothic',
  'Meiryo',
  'Hiragino Sans',
  'Hiragino Kaku Gothic ProN',
  'IPAexGothic',
  'IPAGothic',
  'TakaoGothic',
  'VL Gothic',
  'MS Gothic',
  'Droid Sans Fallback',
]

/**
 * The families to write with, as CSS. Without any of the known ones the system chooses for each character; what no
 * font has is drawn as an empty box.
 */
export function fontFamilies(): string {
  const installed = new Set(GlobalFonts.families.map(({ family }) => family))
  const found = JAPANESE_FAMILIES.find((family) => installed.has(family))
  return found === undefined ? 'sans-serif' : `"${found}", sans-serif`
}
