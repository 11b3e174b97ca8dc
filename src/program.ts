import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { StoreError } from '../db/index.ts'
import packageJson from '../package.json' with { type: 'json' }
import { type CommandSpec, commands, type ExitCode, type Shell, UsageError } from './commands/index.ts'

export type RunCommand = (spec: CommandSpec, ...input: Parameters<CommandSpec['run']>) => Promise<ExitCode>

const helpWidth = 100

/** Runs a command line (without `node` and the script) and says how it went. */
export async function main(words: readonly string[], shell: Shell): Promise<ExitCode> {
  let code: ExitCode = 0
  const program = buildProgram(shell, async (spec, ...input) => {
    code = await spec.run(...input)
    return code
  })
  try {
    if (words.length === 0) {
      shell.err(`${program.helpInformation({ error: true })}${examplesOf(commands)}`)
      return 2
    }
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof UsageError || error instanceof StoreError)) throw error
    shell.err(`hyoka: ${error.message}\n`)
    return 2
  }
}

/** The commands of the table as a commander program; `run` is called with what was typed. */
export function buildProgram(shell: Shell, run: RunCommand): Command {
  const program = prepare(new Command('hyoka'), shell, commands)
    .description(packageJson.description)
    .version(packageJson.version)
  for (const spec of commands) {
    const command = prepare(program.createCommand(spec.name), shell, [spec]).description(spec.summary)
    const { argument } = spec
    if (argument) {
      const name = argument.several ? `${argument.name}...` : argument.name
      command.argument(argument.optional ? `[${name}]` : `<${name}>`, argument.description)
    }
    for (const [name, option] of Object.entries(spec.options)) {
      const long = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
      const flag = option.short === undefined ? long : `-${option.short}, ${long}`
      const added = new Option(
        option.kind === 'flag' ? flag : `${flag} <${option.value}>`,
        option.description,
      )
      if (option.kind === 'number') {
        added.argParser(positiveNumber)
        if (option.default !== undefined) added.default(option.default)
      }
      if (option.kind === 'text' && option.required) added.makeOptionMandatory()
      command.addOption(added)
    }
    command.action(async () => {
      await run(spec, command.args, command.opts(), shell)
    })
    program.addCommand(command)
  }
  return program
}

function prepare(command: Command, shell: Shell, specs: readonly CommandSpec[]): Command {
  return command
    .exitOverride()
    .configureOutput({
      writeOut: shell.out,
      writeErr: shell.err,
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
    .showHelpAfterError('Add --help for what is possible.')
    .addHelpText('after', examplesOf(specs))
}

function examplesOf(specs: readonly CommandSpec[]): string {
  const lines = specs.flatMap(({ examples }) =>
    examples.map(({ command, does }) => `  ${command}\n      ${does}\n`),
  )
  return `\nExamples:\n${lines.join('')}`
}

function positiveNumber(text: string): number {
  const value = Number(text)
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('It must be a number above 0.')
  return value
}
