export { everyRow } from '../workbench/session/pages.ts'
