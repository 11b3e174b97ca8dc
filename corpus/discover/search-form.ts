import type { CheerioAPI } from 'cheerio'
import iconv from 'iconv-lite'
import type { LinkRequest } from '../crawl/types.ts'
import type { SearchForm } from '../sources/source.ts'
import { normaliseAddress } from './address.ts'

/** A request that submits a form: where to, and how. */
export type Submission = { readonly url: string; readonly request?: LinkRequest }

type Field = readonly [name: string, value: string]

/** Fills in the search form of a page. Nothing where the page has none. */
export function fillForm(
  $: CheerioAPI,
  form: SearchForm,
  baseUrl: string,
  charset: string,
): Submission | undefined {
  const element = $(form.selector).first()
  if (element.length === 0) return undefined
  const values = new Map(
    Object.entries(form.fields).map(([name, value]) => [
      name,
      value.replaceAll('{agency}', form.agency).replaceAll('{from}', dateAs(form.from, form.dateFormat)),
    ]),
  )
  const kept = fieldsOf($, element).filter(([name]) => !values.has(name))
  return submission(element.attr('action'), element.attr('method'), [...kept, ...values], baseUrl, charset)
}

/** Follows the link, the button or the form that leads to the next result page. */
export function nextPage(
  $: CheerioAPI,
  selector: string,
  baseUrl: string,
  charset: string,
): Submission | undefined {
  const element = $(selector).first()
  if (element.length === 0) return undefined
  const href = element.attr('href')
  if (href !== undefined) return submission(href, 'get', [], baseUrl, charset, false)
  const form = element.is('form') ? element : element.closest('form')
  if (form.length === 0) return undefined
  const [name, value] = [element.attr('name'), element.attr('value') ?? '']
  const fields = fieldsOf($, form).filter(([field]) => field !== name)
  const pressed: Field[] = name !== undefined && !element.is('form') ? [[name, value]] : []
  return submission(
    element.attr('formaction') ?? form.attr('action'),
    form.attr('method'),
    [...fields, ...pressed],
    baseUrl,
    charset,
  )
}

/** What a browser sends of a form that nobody touched, without its buttons. */
function fieldsOf($: CheerioAPI, form: ReturnType<CheerioAPI>): Field[] {
  return form
    .find('input[name], select[name], textarea[name]')
    .toArray()
    .flatMap((element): Field[] => {
      const field = $(element)
      const name = field.attr('name')!
      if (field.is('[disabled]')) return []
      if (field.is('textarea')) return [[name, field.text()]]
      if (field.is('select')) {
        const chosen = field.find('option[selected]')
        const option = chosen.length > 0 ? chosen.first() : field.find('option').first()
        return option.length === 0 ? [] : [[name, option.attr('value') ?? option.text()]]
      }
      const type = (field.attr('type') ?? 'text').toLowerCase()
      if (['submit', 'button', 'image', 'reset', 'file'].includes(type)) return []
      if (['checkbox', 'radio'].includes(type) && field.attr('checked') === undefined) return []
      return [[name, field.attr('value') ?? (type === 'checkbox' || type === 'radio' ? 'on' : '')]]
    })
}

function submission(
  action: string | undefined,
  method: string | undefined,
  fields: readonly Field[],
  baseUrl: string,
  charset: string,
  replacesQuery = true,
): Submission | undefined {
  let url: URL
  try {
    url = new URL(action ?? '', baseUrl)
  } catch {
    return undefined
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  const body = fields.map(([name, value]) => `${encode(name, charset)}=${encode(value, charset)}`).join('&')
  if (method?.toLowerCase() === 'post') {
    const contentType = 'application/x-www-form-urlencoded'
    return { url: normaliseAddress(url.href), request: { method: 'POST', body, contentType } }
  }
  if (replacesQuery) url.search = body
  return { url: normaliseAddress(url.href) }
}

/** As a form is encoded, in the charset of its page. */
function encode(text: string, charset: string): string {
  const bytes = iconv.encode(text, iconv.encodingExists(charset) ? charset : 'utf-8')
  return [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      if (/[\w*.-]/.test(character)) return character
      return byte === 0x20 ? '+' : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`
    })
    .join('')
}

/** 2015-03-01 as yyyy/MM/dd → 2015/03/01 */
function dateAs(iso: string, format: string): string {
  const [year = '', month = '', day = ''] = iso.split('-')
  const parts: Readonly<Record<string, string>> = {
    yyyy: year,
    MM: month,
    M: String(Number(month)),
    dd: day,
    d: String(Number(day)),
  }
  return format.replace(/yyyy|MM?|dd?/g, (part) => parts[part]!)
}
