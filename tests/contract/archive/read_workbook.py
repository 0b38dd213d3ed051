"""Prints sheets of a workbook as JSON: {title: [[[type, value, link], ...] a row]}, as openpyxl reads them, and which are hidden."""

import json
import re
import sys

import openpyxl


def plain(text):
    """Inline strings come with their _xHHHH_ escapes unread."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def told(cell):
    value = cell.value
    if isinstance(value, str):
        value = plain(value)
    elif value is not None and not isinstance(value, (bool, int, float)):
        value = value.isoformat()
    link = cell.hyperlink
    return [cell.data_type, value, link and (link.target or link.location)]


book = openpyxl.load_workbook(sys.argv[1])
wanted = sys.argv[2:]
sheets = {title: [[told(cell) for cell in row] for row in book[title].iter_rows()] for title in wanted}
hidden = [sheet.title for sheet in book if sheet.sheet_state != "visible"]
json.dump({"titles": book.sheetnames, "hidden": hidden, "sheets": sheets}, sys.stdout)
