// node tools/docs.ts — writes the parts of docs/ that are made from code. A test fails when they are out of date.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ARCHIVE_REFUSALS, BREACHES, FAILURES, REFUSALS, VISIT_PROBLEMS } from '../corpus/crawl/index.ts'
import { PAGE_PROBLEMS } from '../corpus/discover/index.ts'
import { corpusRules, evaluationRules, inferenceRules, type RuleHead } from '../parsers/checks/index.ts'
import { ParseResult, PROBLEM_CODES, REASON_CODES } from '../parsers/records/index.ts'
import { commands } from '../src/commands/index.ts'
import { buildProgram } from '../src/program.ts'
import { schemaReference } from './schema-reference.ts'

/** Each made file, by its path in docs/, and its text. */
export const madeDocuments: Readonly<Record<string, () => string>> = {
  'cli.md': cliReference,
  'problems.md': problemReference,
  'crawling-codes.md': crawlReference,
  'checks.md': checkReference,
  'inferred.md': inferenceReference,
  'schema.md': schemaReference,
  'parse-result.schema.json': () => `${JSON.stringify(z.toJSONSchema(ParseResult), null, 2)}\n`,
}

function cliReference(): string {
  const quiet = {
    cwd: '',
    now: () => new Date(0),
    out() {},
    err() {},
    outIsTerminal: false,
    errIsTerminal: false,
  }
  const program = buildProgram(quiet, async () => 0)
  const sections = commands.map(({ name, examples }) => {
    const help = program.commands.find((command) => command.name() === name)!.helpInformation()
    const tries = examples.map(({ command, does }) => `# ${does}\n${command}`).join('\n')
    return `## hyoka ${name}\n\n\`\`\`\n${help.trim()}\n\`\`\`\n\n\`\`\`sh\n${tries}\n\`\`\`\n`
  })
  return `# Commands

Made by \`npm run docs\` from src/commands; do not edit. Without an installed \`hyoka\`, type \`npx hyoka\` in this folder.

Data goes to standard output, messages go to standard error. Exit codes: 0 done; 1 some documents failed;
2 the command line is wrong, or names something that is not there.

${sections.join('\n')}`
}

function problemReference(): string {
  const rows = Object.entries(PROBLEM_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  const reasons = Object.entries(REASON_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  return `# Problems

Made by \`npm run docs\` from parsers/records/problem.ts; do not edit.

Every problem that a parse reports has one of these codes, a severity, a message, and the place where it was seen.
\`error\`: the document, or a part of it, gave no records. \`warning\`: records are there, but look at them.
\`info\`: worth knowing.

| code | meaning, and what to do |
|---|---|
${rows.join('\n')}

## Reasons

An item that is \`missing\` or \`ambiguous\`, or has boxes that cannot be told, says why: \`reasonCode\` (in the database
\`items.reason_code\`) is one of these, \`reason\` the same in words, with what stands there.

| code | meaning |
|---|---|
${reasons.join('\n')}
`
}

function crawlReference(): string {
  const table = (codes: Readonly<Record<string, string>>) =>
    Object.entries(codes)
      .map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
      .join('\n')
  const sections = [
    ['Refused: not asked for', REFUSALS],
    ['Failed: asked for, and not had', FAILURES],
    ['Not taken from an archive', ARCHIVE_REFUSALS],
    ['Odd about a page or document', { ...PAGE_PROBLEMS, ...VISIT_PROBLEMS }],
    ['Not as expected of a source', BREACHES],
  ] as const
  return `# Codes of a crawl

Made by \`npm run docs\` from corpus/; do not edit. How a crawl works: [crawling.md](crawling.md).

A server's own word is \`http-404\`, \`http-410\` (recorded as gone) or another \`http-\` and its status; \`empty-body\` is
an answer without bytes.
${sections.map(([heading, codes]) => `\n## ${heading}\n\n| code | meaning, and what to do |\n|---|---|\n${table(codes)}\n`).join('')}`
}

type ListedRule = RuleHead & { readonly keys: readonly string[] }

function checkReference(): string {
  const section = ({ id, severity, forms, guide, keys, ja, en, note }: ListedRule) => `### ${id}

${severity}; ${forms ? forms.join(', ') : 'all forms'}${guide.length > 0 ? `; guide ${guide.join(', ')}` : '; beyond the guide'}

${ja}<br>
${en}
${note ? `\n${note}\n` : ''}
${keys.length > 0 ? `Items: ${keys.map((key) => `\`${key}\``).join(', ')}` : 'Items: all of their kind'}
`
  return `# Checks

Made by \`npm run docs\` from parsers/checks; do not edit.

Rules that an evaluation must keep by itself are run at the end of each parse; what they find is in the record
(\`findings\`) and in the database. Rules among evaluations are run by
\`hyoka check\`; of a database it stores what it finds (\`findings_among\`, \`checks_among\`). \`guide\` is the number of the rule
in the guide to the forms from which it comes.

- **Severity.** \`error\`: the form does not allow it. \`warning\`: it is unusual, and may be right.
- **Origin.** \`document\`: the values were read without doubt, so the document contradicts itself. \`extraction\`: hyoka may have
  misread one of them: its confidence is below 0.9 (of a text 0.8), it comes from text without positions, a box beside it cannot be told,
  or something is not there where text was left over nearby. Such a finding lowers the confidence of the values that it
  names: to 0.6 at most (error) or 0.85 (warning). A finding of the document lowers nothing.
- **Doubt.** A rule that depends on a value that is \`missing\`, \`ambiguous\` or unknown says nothing. \`なし\` and sentences that
  say that there is nothing count neither as filled nor as blank.
- A finding names the addresses and places of the values that contradict each other, what is expected and what stands
  there. It says that they cannot all be right, not which of them is wrong.

## Within an evaluation

${evaluationRules.map(section).join('\n')}
## Among evaluations

${corpusRules.map(section).join('\n')}`
}

function inferenceReference(): string {
  const rows = inferenceRules.map(
    ({ id, key, confidence, en }) => `| \`${id}\` | \`${key}\` | ${confidence} | ${en} |`,
  )
  return `# What is inferred

Made by \`npm run docs\` from parsers/checks/inferences; do not edit.

Where the place of a value does not tell it (brackets torn away, a label that was not found), other items of the evaluation may.
What they tell is likely, and is not what the document shows there, so it is kept apart:

- **In the record** the item has \`inferred\`: the value, the rule, a confidence of 0.8 at most, and the items that it follows from
  with their places. The item's status is \`inferred\` if nothing of it was read, and \`reason\` says why; \`value\`, \`option\`,
  \`checked\` and \`unchecked\` never hold it. A box that is inferred stays \`unknown\` in an item whose other boxes were read.
- **Nobody counts on it.** Rules ([checks.md](checks.md)), comparisons, questions, counts of values and mappings take it for a value
  that cannot be told. Nothing is inferred from what was inferred; rules that contradict each other infer nothing.
- **Where to look.** \`hyoka parse\` and \`hyoka show\` mark it with \`~\`; the view \`inferred_values\` has a row for each, and so has the
  export; in \`box_states\`, and in the status of the other views, it has the code \`inferred\`.

A rule is here if it was right in 95 % or more of the cases in which documents with known truth decide it: [accuracy.md](accuracy.md).

| rule | item | confidence at most | how it follows |
|---|---|---|---|
${rows.join('\n')}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(madeDocuments)) {
    writeFileSync(new URL(`../docs/${name}`, import.meta.url), text())
  }
}
