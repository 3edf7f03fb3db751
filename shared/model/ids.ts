import { z } from 'zod'

/**
 * Ids are opaque and given once: never made of a text hash, an entity or a position, so that nothing
 * breaks when an article is corrected or an entity merged. The brand keeps one kind from standing in for another.
 */
const opaque = <Brand extends string>() =>
  z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9_.:-]+$/)
    .brand<Brand>()

export const articleIdSchema = opaque<'ArticleId'>()
export type ArticleId = z.infer<typeof articleIdSchema>
export const entityIdSchema = opaque<'EntityId'>()
export type EntityId = z.infer<typeof entityIdSchema>
export const aliasIdSchema = opaque<'AliasId'>()
export type AliasId = z.infer<typeof aliasIdSchema>
export const officeIdSchema = opaque<'OfficeId'>()
export type OfficeId = z.infer<typeof officeIdSchema>
export const mentionIdSchema = opaque<'MentionId'>()
export type MentionId = z.infer<typeof mentionIdSchema>
export const factIdSchema = opaque<'FactId'>()
export type FactId = z.infer<typeof factIdSchema>
export const attestationIdSchema = opaque<'AttestationId'>()
export type AttestationId = z.infer<typeof attestationIdSchema>
export const slotIdSchema = opaque<'SlotId'>()
export type SlotId = z.infer<typeof slotIdSchema>
export const datasetIdSchema = opaque<'DatasetId'>()
export type DatasetId = z.infer<typeof datasetIdSchema>
export const releaseIdSchema = opaque<'ReleaseId'>()
export type ReleaseId = z.infer<typeof releaseIdSchema>
export const viewIdSchema = opaque<'ViewId'>()
export type ViewId = z.infer<typeof viewIdSchema>
export const lineRuleIdSchema = opaque<'LineRuleId'>()
export const coderIdSchema = opaque<'CoderId'>()
export type CoderId = z.infer<typeof coderIdSchema>
export const commandIdSchema = opaque<'CommandId'>()
export type CommandId = z.infer<typeof commandIdSchema>
export const jobIdSchema = opaque<'JobId'>()
export type JobId = z.infer<typeof jobIdSchema>

/** The address of a frozen text or of original bytes: lower-case hexadecimal SHA-256. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>()
export type Sha256 = z.infer<typeof sha256Schema>
