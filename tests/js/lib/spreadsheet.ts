// Writes spreadsheets as Excel and LibreOffice do, part by part.
import { strToU8, zipSync } from "fflate";

/** A text, a number, nothing, or the attributes and the content of a cell's element. */
export type SheetCell = string | number | null | readonly [attributes: string, content: string];

export interface Sheet {
  readonly name: string;
  readonly hidden?: boolean;
  /** Rows from the first one on, of cells from the first column on. */
  readonly rows: readonly (readonly SheetCell[])[];
  /** Regions like `A1:B2`. */
  readonly merged?: readonly string[];
  /** More rows as XML. */
  readonly more?: string;
}

/** The style of dates, and of dates with a time, in the cells' attribute `s`. */
export const DATE = 's="1"';
export const DATE_AND_TIME = 's="2"';

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const xml = (body: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${body}`);

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Returns an .xlsx file. */
export function xlsx(sheets: readonly Sheet[]): Uint8Array<ArrayBuffer> {
  const path = (i: number) => `worksheets/sheet${i + 1}.xml`;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const types = sheets.map(
    (_, i) => `<Override PartName="/xl/${path(i)}" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  const listed = sheets.map(
    ({ name, hidden }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ""} r:id="rId${i + 1}"/>`,
  );
  return zipSync({
    "[Content_Types].xml": xml(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${types.join("")}</Types>`,
    ),
    "_rels/.rels": xml(
      `<Relationships xmlns="${PACKAGE}/relationships">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    ),
    "xl/workbook.xml": xml(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": xml(
      `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, i) => relation(`rId${i + 1}`, "worksheet", path(i))).join("")}${relation("rIdS", "styles", "styles.xml")}</Relationships>`,
    ),
    "xl/styles.xml": xml(
      `<styleSheet xmlns="${MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/${path(i)}`, worksheet(sheet)])),
  });
}

function worksheet({ rows, merged = [], more = "" }: Sheet): Uint8Array {
  const data = rows.map((row, r) => {
    const cells = row.map((cell, c) => element(`${"ABCDEFGHIJ"[c]}${r + 1}`, cell));
    return `<row r="${r + 1}">${cells.join("")}</row>`;
  });
  const regions = merged.map((region) => `<mergeCell ref="${region}"/>`).join("");
  return xml(
    `<worksheet xmlns="${MAIN}"><sheetData>${data.join("")}${more}</sheetData>${regions && `<mergeCells>${regions}</mergeCells>`}</worksheet>`,
  );
}

function element(at: string, cell: SheetCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === "string")
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  return `<c r="${at}" ${cell[0]}>${cell[1]}</c>`;
}

const OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns";

/** Returns an .ods file with one sheet. */
export function ods(rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  const cell = (text: string) =>
    `<table:table-cell office:value-type="string"><text:p>${escaped(text)}</text:p></table:table-cell>`;
  const table = rows.map((row) => `<table:table-row>${row.map(cell).join("")}</table:table-row>`);
  return zipSync({
    mimetype: [strToU8("application/vnd.oasis.opendocument.spreadsheet"), { level: 0 }],
    "META-INF/manifest.xml": xml(
      `<manifest:manifest xmlns:manifest="${OPEN_DOCUMENT}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>`,
    ),
    "content.xml": xml(
      `<office:document-content xmlns:office="${OPEN_DOCUMENT}:office:1.0" xmlns:table="${OPEN_DOCUMENT}:table:1.0" xmlns:text="${OPEN_DOCUMENT}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Bảng">${table.join("")}</table:table></office:spreadsheet></office:body></office:document-content>`,
    ),
  });
}
