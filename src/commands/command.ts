import type { Resolve } from '../../corpus/crawl/index.ts'

/** What a command may use of the process that it runs in. */
export type Shell = {
  readonly cwd: string
  readonly now: () => Date
  /** What is typed or piped in; absent where nothing can be. */
  readonly input?: NodeJS.ReadableStream
  /** Data: text, or the bytes of a picture. */
  readonly out: (data: string | Uint8Array) => void
  /** Messages. */
  readonly err: (text: string) => void
  /** Somebody is looking at the data as it comes. */
  readonly outIsTerminal: boolean
  /** Somebody is looking at the messages: progress is welcome. */
  readonly errIsTerminal: boolean
  /** Addresses of a host name, where they are not those that the system gives. */
  readonly resolve?: Resolve
  /** Calls back when the user wants an end (Ctrl-C, or a signal to terminate), once; a second wish ends the process. */
  readonly onInterrupt?: (end: () => void) => void
}

/** 0: done; 1: some documents failed; 2: the command line is wrong, or names something that is not there. */
export type ExitCode = 0 | 1 | 2

/** The command line cannot be followed; shown without a stack, exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** `short` is a letter: `-o` for `--out`. A `required` option must be given. */
export type OptionSpec = { readonly description: string; readonly short?: string } & (
  | { readonly kind: 'flag' }
  | { readonly kind: 'text'; readonly value: string; readonly required?: true }
  | { readonly kind: 'number'; readonly value: string; readonly default?: number }
)
export type OptionSpecs = Readonly<Record<string, OptionSpec>>

type ValueOf<Spec extends OptionSpec> = Spec extends { kind: 'number'; default: number }
  ? number
  : Spec extends { kind: 'number' }
    ? number | undefined
    : Spec extends { kind: 'text'; required: true }
      ? string
      : Spec extends { kind: 'text' }
        ? string | undefined
        : boolean | undefined

export type OptionValues<Specs extends OptionSpecs> = { readonly [Name in keyof Specs]: ValueOf<Specs[Name]> }

export type ArgumentSpec = {
  readonly name: string
  readonly description: string
  readonly several: boolean
  /** The command can do without. */
  readonly optional?: true
}

export type ExampleSpec = { readonly command: string; readonly does: string }

/** A row of the table of commands. Names of options are in camel case; `maxSize` is typed `--max-size`. */
export type CommandSpec<Specs extends OptionSpecs = OptionSpecs> = {
  readonly name: string
  readonly summary: string
  readonly argument?: ArgumentSpec
  readonly options: Specs
  readonly examples: readonly ExampleSpec[]
  readonly run: (words: readonly string[], options: OptionValues<Specs>, shell: Shell) => Promise<ExitCode>
}

/** Keeps the types of the options for `run`, and forgets them for the table. */
export function defineCommand<const Specs extends OptionSpecs>(spec: CommandSpec<Specs>): CommandSpec {
  return spec as unknown as CommandSpec
}
