export { decodePage } from './decode-page.ts'
export { discover, PAGE_PROBLEMS } from './discover.ts'
export { isCompanion } from './wording.ts'
