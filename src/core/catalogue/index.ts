export { EXCLUDED } from './excluded.ts'
export {
  FILE_TYPES,
  fileTypeOf,
  fileTypeTitle,
  HISTORY_RESOURCES,
  isFileTypeKey,
  PDF_TYPES,
} from './file-types.ts'
export { isWanted, refusalOf } from './permission.ts'
export {
  type RecordFacts,
  recordFacts,
  recordsIn,
  rowsAt,
  valueAt,
} from './record.ts'
export { DEFAULT_SCOPES, RESOURCES, resourceNamed } from './resources.ts'
