import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Documents are parsed and processes spawned; a busy machine is no failure.
    testTimeout: 60_000,
  },
})
