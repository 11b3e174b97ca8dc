// node tools/make-views.ts — prints the views of src/codebook/views.ts as a migration. When a form changes, a test fails:
// then write a new migration with this (db/schema/NNN-views.sql), never edit a released one.
import { viewSpecs } from '../src/codebook/index.ts'

const views = viewSpecs()
const drops = views.toReversed().map(({ name }) => `DROP VIEW IF EXISTS ${name};`)
const creates = views.map(({ name, description, sql }) => `-- ${name}: ${description}.\n${sql};`)
process.stdout.write(
  `-- Made by tools/make-views.ts from parsers/forms.\n\n${drops.join('\n')}\n\n-- Filled again when the database is opened.\nDELETE FROM column_guide;\n\n${creates.join('\n\n')}\n`,
)
