"""Reads a workbook with openpyxl: rows of every sheet, and how many cells are formulas."""
import sys
from openpyxl import load_workbook

book = load_workbook(sys.argv[1], read_only=False)
rows = sum(max(0, sheet.max_row - 1) for sheet in book.worksheets)
formulas = sum(1 for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
print(len(book.worksheets), rows, formulas)
