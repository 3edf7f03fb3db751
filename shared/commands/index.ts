export * from './command.ts'
export * from './payloads.ts'
