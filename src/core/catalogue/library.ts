import { decimal, instant, text, yesNo } from './columns.ts'
import type { Resource } from './resource.ts'
import { FILES_ACCESS } from './scopes.ts'

/** The folders of the file library; the inbox is one of them. */
export const FOLDERS: Resource = {
  api: 'files',
  name: 'Folders',
  title: 'Library folders',
  path: 'Folders',
  list: 'Folders',
  id: 'Id',
  paging: 'none',
  query: {},
  ...FILES_ACCESS,
  columns: [
    text('Name'),
    decimal('FileCount', 'Files'),
    yesNo('IsInbox', 'Inbox'),
    text('Email'),
    text('Id', 'Folder ID'),
  ],
  lines: [],
}

/**
 * Every file that Xero's file library shows. Files that hang on records may be among them or not: the
 * scan finds out. The others have no place but this one, and are backed up as `Library files`.
 */
export const LIBRARY_FILES: Resource = {
  api: 'files',
  name: 'Files',
  title: 'File library',
  path: 'Files',
  list: 'Items',
  id: 'Id',
  paging: 'files',
  query: { sort: 'CreatedDateUTC', direction: 'ASC' },
  ...FILES_ACCESS,
  follows: { by: 'library' },
  columns: [
    text('Name'),
    text('MimeType', 'MIME type'),
    decimal('Size', 'Size in bytes'),
    instant('CreatedDateUtc', 'Created'),
    instant('UpdatedDateUtc', 'Updated'),
    text('User.FullName', 'Uploaded by'),
    text('User.Name', 'Their email'),
    text('FolderId'),
    text('Id', 'File ID'),
  ],
  lines: [],
  files: {
    themselves: true,
    endpoint: 'Files',
    flag: false,
    types: [{ key: 'library', title: 'Library files' }],
    date: 'CreatedDateUtc',
    number: 'Name',
  },
}

/** What each file of the library hangs on: nothing, or things that no other list of files reaches. */
export const FILE_LINKS: Resource = {
  api: 'files',
  name: 'FileLinks',
  title: 'Library file links',
  path: 'Files/{id}/Associations',
  list: 'Associations',
  id: 'FileId',
  paging: 'none',
  query: {},
  ...FILES_ACCESS,
  follows: { by: 'library' },
  columns: [
    text('FileId', 'File ID'),
    text('ObjectGroup'),
    text('ObjectType'),
    text('ObjectId', 'Object ID'),
  ],
  lines: [],
}
