export * from './channels.ts'
export * from './events.ts'
export * from './api.ts'
export * from './plain.ts'
