#!/usr/bin/env node
import '../src/require-node.mjs'

import('../src/cli.ts')
