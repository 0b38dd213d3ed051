export { EXCLUDED, type Excluded } from './excluded.ts'
export { FILE_TYPES, fileTypeOf, fileTypeTitle, isFileTypeKey } from './file-types.ts'
export { type LineRow, type RecordFacts, recordFacts, rowsAt, valueAt } from './record.ts'
export { DEFAULT_SCOPES, RESOURCES, resourceNamed } from './resources.ts'
