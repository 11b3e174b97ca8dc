/** What one document may cost before the batch goes on without it. */
export type Limits = {
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
  readonly maxMegabytes: number
}

export const defaultLimits: Limits = { timeoutSeconds: 120, memoryMegabytes: 2048, maxMegabytes: 200 }
