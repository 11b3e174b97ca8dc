import { load } from 'cheerio'
import { localGovernment } from './agencies.ts'
import type { LoadedSource, SourceFault } from './load-sources.ts'
import type { Source } from './source.ts'

/** What is wrong with sources that their schema cannot see: codes, names, prefectures, selectors, the same page twice. */
export function checkSources(sources: readonly LoadedSource[]): SourceFault[] {
  const places = new Map<string, LoadedSource>()
  return sources.flatMap((loaded) => {
    const { file, source } = loaded
    const twice = source.start.flatMap((url) => {
      const key = url.replace(/^https?:\/\/(?:www\.)?/, '')
      const first = places.get(key)
      places.set(key, first ?? loaded)
      // A search page serves many agencies.
      const isAnother = first !== undefined && source.kind !== 'search-form'
      return isAnother
        ? [`${url} is a start page of ${first.source.agency.name} (${first.file}) already`]
        : []
    })
    return [...agencyFaults(source), ...selectorFaults(source), ...twice].map((message) => ({
      file,
      place: source.agency.name,
      message,
    }))
  })
}

function agencyFaults({ agency: { code, name, prefecture } }: Source): string[] {
  if (code === undefined) return []
  const government = localGovernment(code)
  if (!government) return [`${code} is the code of no local government`]
  return [
    ...(name.startsWith(government.name) ? [] : [`${code} is the code of ${government.name}`]),
    ...(prefecture === government.prefecture
      ? []
      : [`${government.name} is in ${government.prefecture}, not in ${prefecture ?? 'no prefecture'}`]),
  ]
}

function selectorFaults(source: Source): string[] {
  const { within } = source.links
  const selectors = [
    ...(within === undefined ? [] : [within]),
    ...(source.kind === 'search-form'
      ? [
          source.form.selector,
          source.form.rows,
          source.form.documents,
          ...Object.values(source.form.columns),
          ...(source.form.next === undefined ? [] : [source.form.next]),
        ]
      : []),
  ]
  const page = load('<a></a>')
  return selectors.flatMap((selector) => {
    try {
      page(selector)
      return []
    } catch (error) {
      return [`${selector} is no CSS selector: ${(error as Error).message}`]
    }
  })
}
